using System.Globalization;
using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Devices;
using GpuCqa.Service.Errors;
using GpuCqa.Service.Hosting;

namespace GpuCqa.Service.Analyses;

/// <summary>Finds out what a job needs, and refuses what no machine state of this service can give.</summary>
public sealed class JobPlanner(AnalysisKinds kinds, DeviceFamilies families, ServiceOptions options)
{
    /// <summary>The plan of a job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="inUse">Bytes that running jobs were promised on a device.</param>
    /// <exception cref="RefusedException">It needs more host memory than all jobs together may have.</exception>
    /// <exception cref="DeviceMemoryException">It needs more than the device has.</exception>
    public JobPlan Plan(Job job, Func<string, long> inUse)
    {
        using ComputeDevice device = families.Open(job.Now.Device, options.Threads);
        long? room = Room(device, inUse);
        JobNeed need = kinds.Of(job.Now.Spec).Plan(job.Record.Project, job.Now.Spec, device.Info, room, job.Stop);
        return TooMuch(need, device.Info.Kind, room) is { } refusal ? throw refusal : new JobPlan(need, device.Info.Kind, room ?? 0);
    }

    /// <summary>What an analysis would need and whether it could run, for who only asks.</summary>
    /// <param name="record">An analysis that was checked.</param>
    /// <param name="inUse">Bytes that running jobs were promised on a device.</param>
    /// <param name="cancellation">Stops between files.</param>
    public AnalysisPlan Estimate(AnalysisRecord record, Func<string, long> inUse, CancellationToken cancellation)
    {
        using ComputeDevice device = families.Open(record.Content.Device, options.Threads);
        long? room = Room(device, inUse);
        AnalysisPlan plan;
        try
        {
            plan = kinds.Of(record.Content.Spec).Describe(record.Project, record.Content.Spec, device.Info, room, cancellation);
            if (TooMuch(new JobNeed(plan.HostPeakBytes, plan.DevicePeakBytes), device.Info.Kind, room) is { } refusal) Refuse(plan, refusal);
        }
        catch (DeviceMemoryException refusal)
        {
            Refuse(plan = new AnalysisPlan(), refusal);
        }

        (plan.Device, plan.DeviceDescription, plan.DeviceChoice) = (device.Info.Kind, device.Info.Description, device.Info.Choice);
        if (room is { } free) plan.DeviceFreeBytes = free;
        return plan;
    }

    private static void Refuse(AnalysisPlan plan, GpuCqaException refusal)
    {
        plan.Fits = false;
        plan.Notes.Add(refusal.Message);
    }

    // What running jobs hold of the device comes back.
    private static long? Room(ComputeDevice device, Func<string, long> inUse) =>
        device.FreeMemory is { } free ? Math.Min(device.Info.MemoryBytes ?? long.MaxValue, free + inUse(device.Info.Kind)) : null;

    private GpuCqaException? TooMuch(JobNeed need, string kind, long? room)
    {
        long host = options.Jobs.HostMemory;
        if (need.HostBytes > host)
            return ServiceLimit.HostMemory.Refusal("host", string.Create(CultureInfo.InvariantCulture, $"It needs {need.HostBytes / 1e6:0.0} MB of host memory; all analyses of this service together may have {host / 1e6:0.0} MB. Ask for less, or let the operator raise GpuCqa:Jobs:HostMemoryBytes."));
        return room is { } most && need.DeviceBytes > most
            ? new DeviceMemoryException(string.Create(CultureInfo.InvariantCulture, $"It needs {need.DeviceBytes / 1e6:0.0} MB of memory on {kind}, which offers {most / 1e6:0.0} MB. Ask for less, or for the device cpu."))
            : null;
    }
}
