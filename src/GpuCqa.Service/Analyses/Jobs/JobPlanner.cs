using System.Globalization;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Devices;
using GpuCqa.Service.Hosting;

namespace GpuCqa.Service.Analyses.Jobs;

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
        string kind = device.Info.Kind;
        // What running jobs hold of the device comes back.
        long? room = device.FreeMemory is { } free ? Math.Min(device.Info.MemoryBytes ?? long.MaxValue, free + inUse(kind)) : null;
        JobNeed need = kinds.Of(job.Now.Spec).Plan(job.Record.Project, job.Now.Spec, device.Info, room, job.Stop);
        long host = options.Jobs.HostMemory;
        if (need.HostBytes > host)
            throw new RefusedException(ErrorReason.Exhausted, string.Create(CultureInfo.InvariantCulture, $"It needs {need.HostBytes / 1e6:0.0} MB of host memory; all analyses of this service together may have {host / 1e6:0.0} MB. Ask for less, or let the operator raise GpuCqa:Jobs:HostMemoryBytes."));
        if (room is { } most && need.DeviceBytes > most)
            throw new DeviceMemoryException(string.Create(CultureInfo.InvariantCulture, $"It needs {need.DeviceBytes / 1e6:0.0} MB of memory on {kind}, which offers {most / 1e6:0.0} MB. Ask for less, or for the device cpu."));
        return new JobPlan(need, kind, room ?? 0);
    }
}
