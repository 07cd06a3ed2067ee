using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Steps;
using GpuCqa.Service.Results;

namespace GpuCqa.Service.Analyses;

/// <summary>What a handler gets.</summary>
public sealed class AnalysisRun
{
    /// <summary>Project of the analysis.</summary>
    public required string Project { get; init; }

    /// <summary>What to compute.</summary>
    public required AnalysisSpec Spec { get; init; }

    /// <summary>Where to compute; the caller opened it and disposes of it.</summary>
    public required ComputeDevice Device { get; init; }

    /// <summary>Takes steps and notes.</summary>
    public required StepProgress Progress { get; init; }

    /// <summary>Asks for the end.</summary>
    public required CancellationToken Cancellation { get; init; }

    /// <summary>Where finished steps are kept for the next attempt; null = nowhere.</summary>
    public StepOptions? Steps { get; init; }

    /// <summary>Folder for what tasks on other processes or machines make of it; gone when the analysis ends.</summary>
    public required string TaskFolder { get; init; }

    /// <summary>Takes tables and files.</summary>
    public required ResultOutput Output { get; init; }
}
