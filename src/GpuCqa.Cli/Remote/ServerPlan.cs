using GpuCqa.Analysis.Planning;
using GpuCqa.Api.V1;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;

namespace GpuCqa.Cli.Remote;

/// <summary>Plans and devices of a server as those of this machine.</summary>
public static class ServerPlan
{
    /// <summary>A plan that a server made.</summary>
    /// <exception cref="PreconditionException">It is not of a discovery.</exception>
    public static MemoryPlan Of(AnalysisPlan plan)
    {
        DiscoveryPlan discovery = plan.Discovery ?? throw new PreconditionException("The server's plan says nothing of a discovery.");
        return new MemoryPlan
        {
            Size = new CohortSize(discovery.Cells, discovery.Genes, discovery.NonZeros, discovery.Lots, discovery.LargestBlockNonZeros, discovery.Dense),
            BlockCells = Math.Max(1, discovery.BlockCells),
            DeviceFreeBytes = plan.HasDeviceFreeBytes ? plan.DeviceFreeBytes : null,
            Travel = new BlockTravel(discovery.Resident, discovery.BlocksAhead, discovery.GenesPerBlock, discovery.Stripes),
            Steps = [.. discovery.Steps.Select(s => new StepMemory(s.Step, s.HostBytes, s.DeviceBytes, s.Sweeps))],
            HostPeakBytes = plan.HostPeakBytes,
            DevicePeakBytes = plan.DevicePeakBytes,
            DeviceNeededBytes = discovery.DeviceNeededBytes,
        };
    }

    /// <summary>The device of a name among those of a server.</summary>
    /// <param name="devices">Devices of the server.</param>
    /// <param name="name">What <c>--device</c> says.</param>
    /// <exception cref="DeviceUnavailableException">The server does not have it.</exception>
    /// <exception cref="PreconditionException">The server is older and does not say what auto chooses.</exception>
    public static DeviceInfo Device(IReadOnlyList<Device> devices, string name)
    {
        if (name == "auto" && !devices.Any(d => d.Automatic)) throw new PreconditionException("The server does not say which device auto would choose; name one with --device.");
        Device found = devices.FirstOrDefault(d => name == "auto" ? d.Automatic : Kind(d) == name)
            ?? throw new DeviceUnavailableException($"--device {name}: the server has no such device; it has {string.Join(", ", devices.Select(Kind))}.");
        string choice = name == "auto" ? $"auto of the server chooses {Kind(found)}" : "asked for";
        return new DeviceInfo(Kind(found), found.Description, found.VectorBits, found.Threads) { Choice = choice, MemoryBytes = found.HasMemoryBytes ? found.MemoryBytes : null };
    }

    /// <summary>What <c>--device</c> takes for a device: a kind, and a number after a colon.</summary>
    public static string Kind(Device device)
    {
        string id = device.Name[(device.Name.LastIndexOf('/') + 1)..];
        int at = id.IndexOf('-', StringComparison.Ordinal);
        return at < 0 ? id : $"{id[..at]}:{id[(at + 1)..]}";
    }
}
