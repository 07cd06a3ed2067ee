using GpuCqa.Core.Progress;

namespace GpuCqa.Pipelines.Steps;

/// <summary>A note or warning of a step, which belongs to its result.</summary>
/// <param name="IsWarning">Whether it undermines what is found.</param>
/// <param name="Text">The words.</param>
internal sealed record StepTold(bool IsWarning, string Text)
{
    /// <summary>Tells it again, of a step that is not made again.</summary>
    public void To(StepProgress progress)
    {
        if (IsWarning) progress.Warn(Text);
        else progress.Note(Text);
    }
}
