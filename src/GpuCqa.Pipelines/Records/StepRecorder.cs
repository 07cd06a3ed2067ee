using System.Diagnostics;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Scratch;
using GpuCqa.Reporting.Records;

namespace GpuCqa.Pipelines.Records;

/// <summary>Keeps the time of each step and the notes; a step within a step is part of it, and only the outer one is told.</summary>
/// <param name="next">Who is told, unless a derived class takes it; null = nobody.</param>
public class StepRecorder(StepProgress? next = null) : StepProgress
{
    private readonly List<(string Step, double Seconds)> times = [];
    private readonly List<string> notes = [];
    private readonly List<ResumedRecord> resumed = [];
    private readonly Stopwatch clock = new();
    private string step = "";
    private int depth;

    /// <summary>Seconds of each finished step, in order.</summary>
    public IReadOnlyList<(string Step, double Seconds)> Times => times;

    /// <summary>Steps that an earlier run of the job had finished, in order.</summary>
    public IReadOnlyList<ResumedRecord> TakenOver => resumed;

    /// <summary>What the user should know, in order.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <inheritdoc/>
    public sealed override void Begin(string step, long total)
    {
        if (depth++ > 0) return;
        this.step = step;
        clock.Restart();
        Begun(step, total);
    }

    /// <inheritdoc/>
    public sealed override void Report(long done)
    {
        if (depth == 1) Advanced(done);
    }

    /// <inheritdoc/>
    public sealed override void End()
    {
        if (--depth > 0) return;
        double seconds = clock.Elapsed.TotalSeconds;
        times.Add((step, seconds));
        Ended(step, seconds);
        HostMemory.GiveBack();
    }

    /// <inheritdoc/>
    public sealed override void Note(string message)
    {
        notes.Add(message);
        Noted(message);
    }

    /// <inheritdoc/>
    public sealed override void Warn(string message) => Warned(message);

    /// <inheritdoc/>
    public sealed override void Resumed(string step, DateTimeOffset finished, double seconds)
    {
        resumed.Add(new ResumedRecord(step, finished, seconds));
        TookOver(step, finished, seconds);
    }

    /// <inheritdoc/>
    public sealed override void Say(string message) => Said(message);

    /// <summary>An outer step began.</summary>
    protected virtual void Begun(string step, long total) => next?.Begin(step, total);

    /// <summary>Units done in the outer step.</summary>
    protected virtual void Advanced(long done) => next?.Report(done);

    /// <summary>An outer step ended.</summary>
    protected virtual void Ended(string step, double seconds) => next?.End();

    /// <summary>A note came.</summary>
    protected virtual void Noted(string message) => next?.Note(message);

    /// <summary>A warning came.</summary>
    protected virtual void Warned(string message) => next?.Warn(message);

    /// <summary>A step was taken from an earlier run.</summary>
    protected virtual void TookOver(string step, DateTimeOffset finished, double seconds) => next?.Resumed(step, finished, seconds);

    /// <summary>Something about this run came.</summary>
    protected virtual void Said(string message) => next?.Say(message);
}
