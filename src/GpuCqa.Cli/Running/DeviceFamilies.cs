using GpuCqa.Compute;
using GpuCqa.Compute.Gpu;

namespace GpuCqa.Cli.Running;

/// <summary>The families of devices that this program was built with.</summary>
public static class DeviceFamilies
{
    /// <summary>The CPU's and the GPUs'.</summary>
    public static IReadOnlyList<DeviceOpener> All { get; } = [.. ComputeDevices.BuiltIn, .. GpuFamilies.All];
}
