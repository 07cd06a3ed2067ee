using GpuCqa.Core.Progress;

namespace GpuCqa.Analysis.Populations;

/// <summary>Passes progress on and keeps notes and warnings for the result.</summary>
public sealed class NoteCollector(StepProgress inner) : StepProgress
{
    private readonly List<string> messages = [], warnings = [];

    /// <summary>Notes in the order they arose.</summary>
    public IReadOnlyList<string> Messages => messages;

    /// <summary>Warnings in the order they arose.</summary>
    public IReadOnlyList<string> Warnings => warnings;

    /// <inheritdoc/>
    public override void Begin(string step, long total) => inner.Begin(step, total);

    /// <inheritdoc/>
    public override void Report(long done) => inner.Report(done);

    /// <inheritdoc/>
    public override void End() => inner.End();

    /// <inheritdoc/>
    public override void Note(string message)
    {
        messages.Add(message);
        inner.Note(message);
    }

    /// <inheritdoc/>
    public override void Warn(string message)
    {
        warnings.Add(message);
        inner.Warn(message);
    }

    /// <inheritdoc/>
    public override void Resumed(string step, DateTimeOffset finished, double seconds) => inner.Resumed(step, finished, seconds);

    /// <inheritdoc/>
    public override void Say(string message) => inner.Say(message);
}
