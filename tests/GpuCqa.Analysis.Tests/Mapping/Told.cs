using GpuCqa.Core.Progress;

namespace GpuCqa.Analysis.Tests.Mapping;

/// <summary>Keeps notes and warnings.</summary>
internal sealed class Told : StepProgress
{
    public List<string> Notes { get; } = [];

    public List<string> Warnings { get; } = [];

    public override void Note(string message) => Notes.Add(message);

    public override void Warn(string message) => Warnings.Add(message);
}
