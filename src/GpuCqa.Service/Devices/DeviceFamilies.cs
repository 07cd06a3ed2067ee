using System.Text.RegularExpressions;
using GpuCqa.Compute;
using GpuCqa.Compute.Gpu;
using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Devices;

/// <summary>The families of devices that the service was built with.</summary>
public sealed partial class DeviceFamilies
{
    private static readonly IReadOnlyList<DeviceOpener> Openers = [.. ComputeDevices.BuiltIn, .. GpuFamilies.All];
    private readonly Lazy<IReadOnlyList<DeviceInfo>> devices = new(() => ComputeDevices.List(Openers));

    /// <summary>All devices; found once, since drivers are slow to ask.</summary>
    public IReadOnlyList<DeviceInfo> List() => devices.Value;

    /// <summary>Version of the package that drives the GPUs.</summary>
    public static string IlgpuVersion => GpuFamilies.IlgpuVersion;

    /// <summary>Opens the device of a name.</summary>
    public ComputeDevice Open(string name, int? threads) => ComputeDevices.Open(name, threads, Openers);

    /// <summary>The device that an analysis asks for, checked; auto where it asks for none.</summary>
    /// <exception cref="InvalidParameterException">It is no name of a device.</exception>
    /// <exception cref="DeviceUnavailableException">This machine does not have it.</exception>
    public string Checked(string name)
    {
        if (name is "" or "auto") return "auto";
        if (!Name().IsMatch(name)) throw new InvalidParameterException($"analysis.device is '{(name.Length <= 100 ? name : name[..100] + "...")}'; expected one of {ComputeDevices.Names}.");
        return List().Any(d => d.Kind == name) ? name
            : throw new DeviceUnavailableException($"analysis.device {name}: this service has no such device; it has {string.Join(", ", List().Select(d => d.Kind))}.");
    }

    [GeneratedRegex(@"\A(?:cpu|cpu:reference|(?:cuda|opencl|simulator):[0-9]{1,4})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
