using GpuCqa.Compute;
using GpuCqa.Compute.Gpu;

namespace GpuCqa.Service.Devices;

/// <summary>The families of devices that the service was built with.</summary>
public sealed class DeviceFamilies
{
    private static readonly IReadOnlyList<DeviceOpener> Openers = [.. ComputeDevices.BuiltIn, .. GpuFamilies.All];
    private readonly Lazy<IReadOnlyList<DeviceInfo>> devices = new(() => ComputeDevices.List(Openers));

    /// <summary>All devices; found once, since drivers are slow to ask.</summary>
    public IReadOnlyList<DeviceInfo> List() => devices.Value;

    /// <summary>Version of the package that drives the GPUs.</summary>
    public static string IlgpuVersion => GpuFamilies.IlgpuVersion;

    /// <summary>Opens the device of a name.</summary>
    public ComputeDevice Open(string name, int? threads) => ComputeDevices.Open(name, threads, Openers);
}
