namespace GpuCqa.Core.Progress;

/// <summary>Receives what a job is doing. The base class ignores it; the command line draws bars, the service streams it.</summary>
public class StepProgress
{
    /// <summary>What warnings begin with where only text travels: on a terminal, and among the notes of a server.</summary>
    public const string WarningMark = "warning: ";

    /// <summary>A receiver that ignores everything.</summary>
    public static StepProgress None { get; } = new();

    /// <summary>A step begins.</summary>
    /// <param name="step">Short name ("read lots", "neighbours").</param>
    /// <param name="total">Units of work in the step, or 0 when unknown.</param>
    public virtual void Begin(string step, long total) { }

    /// <summary>Units done so far in the running step.</summary>
    public virtual void Report(long done) { }

    /// <summary>The running step ended.</summary>
    public virtual void End() { }

    /// <summary>Something the user should know (dropped genes, a lowered parameter); kept in the result too.</summary>
    public virtual void Note(string message) { }

    /// <summary>Something about the input or the design that undermines what is found (a file twice, repeated donors, few cells); stands beside the finding. A receiver that does not tell it apart takes it as a note.</summary>
    public virtual void Warn(string message) => Note(message);

    /// <summary>The running step was not computed: what it made was kept by an earlier run of the job.</summary>
    /// <param name="step">Short name.</param>
    /// <param name="finished">When that run finished it.</param>
    /// <param name="seconds">Wall-clock seconds that it took then.</param>
    public virtual void Resumed(string step, DateTimeOffset finished, double seconds) { }

    /// <summary>Something about this run and not about its result, which does not keep it (what is kept for a later run, what was found damaged).</summary>
    public virtual void Say(string message) { }
}
