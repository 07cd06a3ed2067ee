using GpuCqa.Api.V1;
using GpuCqa.Client.Calls;
using GpuCqa.Core.Errors;

namespace GpuCqa.Client.Analyses;

/// <summary>What the state of an analysis means.</summary>
public static class AnalysisStates
{
    /// <summary>Whether it will not change any more.</summary>
    public static bool IsTerminal(this Analysis.Types.State state) => state is Analysis.Types.State.Succeeded or Analysis.Types.State.Failed or Analysis.Types.State.Cancelled;

    /// <summary>Throws what a local run of it would have ended with; nothing if it succeeded.</summary>
    /// <param name="analysis">A terminal analysis.</param>
    /// <exception cref="GpuCqaException">Why it failed, or that it was cancelled.</exception>
    public static void ThrowUnlessSucceeded(this Analysis analysis)
    {
        switch (analysis.State)
        {
            case GpuCqa.Api.V1.Analysis.Types.State.Succeeded: return;
            case GpuCqa.Api.V1.Analysis.Types.State.Cancelled: throw new RefusedException(ErrorReason.Cancelled, $"{analysis.Name} was cancelled.");
            case GpuCqa.Api.V1.Analysis.Types.State.Failed: throw Failure.Of(analysis.Error ?? new Google.Rpc.Status { Message = $"{analysis.Name} failed." }).Error;
            default: throw new PreconditionException($"{analysis.Name} has not ended: its state is {analysis.State}.");
        }
    }
}
