using GpuCqa.Core.Progress;

namespace GpuCqa.Pipelines.Steps;

/// <summary>Passes on what a step tells, and remembers what belongs to its result.</summary>
internal sealed class StepListener(StepProgress inner) : StepProgress
{
    private readonly List<StepTold> told = [];

    /// <summary>Notes and warnings, in order.</summary>
    public IReadOnlyList<StepTold> Told => told;

    /// <inheritdoc/>
    public override void Begin(string step, long total) => inner.Begin(step, total);

    /// <inheritdoc/>
    public override void Report(long done) => inner.Report(done);

    /// <inheritdoc/>
    public override void End() => inner.End();

    /// <inheritdoc/>
    public override void Note(string message)
    {
        told.Add(new StepTold(false, message));
        inner.Note(message);
    }

    /// <inheritdoc/>
    public override void Warn(string message)
    {
        told.Add(new StepTold(true, message));
        inner.Warn(message);
    }

    /// <inheritdoc/>
    public override void Resumed(string step, DateTimeOffset finished, double seconds) => inner.Resumed(step, finished, seconds);

    /// <inheritdoc/>
    public override void Say(string message) => inner.Say(message);
}
