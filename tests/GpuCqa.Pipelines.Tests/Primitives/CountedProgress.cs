using GpuCqa.Core.Progress;

namespace GpuCqa.Pipelines.Tests.Primitives;

/// <summary>Keeps what was told, and may act on it.</summary>
public sealed class CountedProgress(Action<string>? begun = null) : StepProgress
{
    public List<string> Steps { get; } = [];

    public List<string> Notes { get; } = [];

    public int Reports { get; private set; }

    public override void Begin(string step, long total)
    {
        Steps.Add(step);
        begun?.Invoke(step);
    }

    public override void Report(long done) => Reports++;

    public override void Note(string message) => Notes.Add(message);
}
