using System.Text.RegularExpressions;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Devices;

namespace GpuCqa.Service.Analyses;

/// <summary>Checks the device that an analysis asks for.</summary>
public sealed partial class DeviceChoice(DeviceFamilies families)
{
    /// <summary>The device's name; auto where none is asked for.</summary>
    /// <exception cref="InvalidParameterException">It is no name of a device.</exception>
    /// <exception cref="DeviceUnavailableException">This machine does not have it.</exception>
    public string Checked(string name)
    {
        if (name is "" or "auto") return "auto";
        if (!Name().IsMatch(name)) throw new InvalidParameterException($"analysis.device is '{(name.Length <= 100 ? name : name[..100] + "...")}'; expected one of {ComputeDevices.Names}.");
        return families.List().Any(d => d.Kind == name) ? name
            : throw new DeviceUnavailableException($"analysis.device {name}: this service has no such device; it has {string.Join(", ", families.List().Select(d => d.Kind))}.");
    }

    [GeneratedRegex(@"\A(?:cpu|cpu:reference|(?:cuda|opencl|simulator):[0-9]{1,4})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
