using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Discoveries;
using GpuCqa.Pipelines.Scratch;
using GpuCqa.Reporting.Records;

namespace GpuCqa.Pipelines.Cohorts;

/// <summary>The end of a plan: the ordinary discovery, whose first steps are the merged files.</summary>
public sealed class CohortEnd : IDisposable
{
    private readonly CohortWork work;
    private readonly ComputeDevice device;
    private readonly MergedSteps steps;

    private CohortEnd(CohortWork work, ComputeDevice device, MergedSteps steps, DiscoveryResult result)
    {
        this.work = work;
        this.device = device;
        this.steps = steps;
        Result = result;
    }

    /// <summary>The result; it reads its cells from the work folder, also while it is written.</summary>
    public DiscoveryResult Result { get; }

    /// <summary>Every file that the tasks read, as it was planned.</summary>
    public IReadOnlyList<InputRecord> Inputs => work.Plan.Inputs;

    /// <summary>Runs it.</summary>
    /// <param name="work">The plan's folder.</param>
    /// <param name="pipeline">The plan's discovery.</param>
    /// <param name="device">Device to compute on.</param>
    /// <param name="room">Memory and scratch space of what follows the merged steps.</param>
    /// <param name="progress">Receives steps and notes.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <exception cref="PreconditionException">A phase is not merged yet, or the plan was made by another build.</exception>
    public static CohortEnd Run(CohortWork work, DiscoveryPipeline pipeline, ComputeDevice device, JobRoom room, StepProgress progress, CancellationToken cancellation)
    {
        CohortPlanner.RequireEngine(work);
        CohortPhase? left = work.Plan.Phases.FirstOrDefault(p => !work.Has(new CohortTask(p.Name, null)));
        if (left is not null) throw new PreconditionException($"{work.Folder}: the phase {left.Name} is not merged yet; 'gpucqa cohort resume' does what is missing.");
        var steps = new MergedSteps(work, device, cancellation);
        try
        {
            return new CohortEnd(work, device, steps, pipeline.Run(device, progress, cancellation, room, steps));
        }
        catch
        {
            steps.Dispose();
            throw;
        }
    }

    /// <summary>Says in the work folder that the result is written.</summary>
    /// <param name="output">Result folder.</param>
    public void Done(string output)
    {
        work.Write(CohortWork.Finish, new TaskFile<string>(CohortWork.Node, device.Info.Kind, Path.GetFullPath(output)), [], 0);
        work.RemoveUnfinished();
    }

    /// <inheritdoc/>
    public void Dispose() => steps.Dispose();
}
