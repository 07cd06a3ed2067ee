using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Steps;

namespace GpuCqa.Pipelines.Cohorts;

/// <summary>The merged files of a plan as the kept steps of a discovery: <c>pipeline.Run(..., steps.Kept)</c> begins after them.</summary>
public sealed class CohortSteps : IDisposable
{
    private readonly MergedSteps steps;

    private CohortSteps(MergedSteps steps) => this.steps = steps;

    /// <summary>What a discovery takes; its result reads its cells from there, also while it is written.</summary>
    public KeptSteps Kept => steps;

    /// <summary>The steps of a plan whose phases are merged.</summary>
    /// <exception cref="Core.Errors.PreconditionException">The plan was made by another build.</exception>
    public static CohortSteps Of(CohortWork work, ComputeDevice device, CancellationToken cancellation)
    {
        CohortPlanner.RequireEngine(work);
        return new CohortSteps(new MergedSteps(work, device, cancellation));
    }

    /// <inheritdoc/>
    public void Dispose() => steps.Dispose();
}
