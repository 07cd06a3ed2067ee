using GpuCqa.Analysis.Planning;
using GpuCqa.Cli.Running;
using GpuCqa.Compute;
using GpuCqa.Pipelines.Discoveries;
using GpuCqa.Pipelines.Scratch;

namespace GpuCqa.Cli.Verbs;

/// <summary><c>discover --dry-run</c>: what a job would need and do, from the headers of its files.</summary>
public static class DryRun
{
    /// <summary>Prints the plan; 0, also when the device is too small, which the plan then says.</summary>
    /// <param name="job">The job that is not run.</param>
    /// <param name="cancellation">Stops between files.</param>
    public static int Print(DiscoverJob job, CancellationToken cancellation)
    {
        DiscoveryPipeline pipeline = job.Pipeline();
        var notes = new List<string>();
        notes.AddRange(pipeline.Notes);
        using ComputeDevice device = DeviceFamilies.Open(job.Device, job.Threads);
        using var room = new JobRoom(job.Memory, job.Scratch);
        MemoryPlan plan = pipeline.Plan(device.FreeMemory, notes.Add, cancellation, room.MemoryBytes);
        new PlanText { Plan = plan, Steps = (StepDisk.BytesOf(plan.Size, job.Parameters), StepOptionsOf.Run(room.Parent, job.KeepSteps, job.Resume)), Scratch = (room.Parent, ScratchFolder.FreeBytes(room.Parent)), Device = device.Info, Design = pipeline.Design.Sentence, Notes = notes }.Print(job.Json);
        return 0;
    }
}
