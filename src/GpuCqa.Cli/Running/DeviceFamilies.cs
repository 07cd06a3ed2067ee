using GpuCqa.Compute;
using GpuCqa.Compute.Gpu;

namespace GpuCqa.Cli.Running;

/// <summary>The families of devices that this program was built with.</summary>
public static class DeviceFamilies
{
    /// <summary>The CPU, and what the GPU library adds.</summary>
    public static IReadOnlyList<DeviceOpener> All { get; } = [.. ComputeDevices.BuiltIn, .. GpuFamilies.All];

    /// <summary>Opens the device of a name.</summary>
    /// <param name="name">What <c>--device</c> says.</param>
    /// <param name="threads">Host threads, or null for all cores.</param>
    /// <exception cref="Core.Errors.InvalidParameterException">The name or the number of threads is malformed.</exception>
    /// <exception cref="Core.Errors.DeviceUnavailableException">The device that was asked for cannot be had.</exception>
    public static ComputeDevice Open(string name, int? threads) => ComputeDevices.Open(name, threads, All);
}
