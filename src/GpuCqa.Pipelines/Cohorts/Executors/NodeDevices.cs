using GpuCqa.Core.Errors;

namespace GpuCqa.Pipelines.Cohorts.Executors;

/// <summary>The devices of one machine that take the shards of a cohort.</summary>
public static class NodeDevices
{
    /// <summary>What a family of devices is called as a whole: cuda:all.</summary>
    public const string All = ":all";

    /// <summary>The devices that a name stands for.</summary>
    /// <param name="device">A device, or a family and all: cuda:all, opencl:all.</param>
    /// <param name="present">Devices of this machine, by the names under which they are opened; asked for only where a family is.</param>
    /// <exception cref="DeviceUnavailableException">There is none of the family.</exception>
    public static IReadOnlyList<string> Of(string device, Func<IEnumerable<string>> present)
    {
        if (!device.EndsWith(All, StringComparison.Ordinal)) return [device];
        string family = device[..^(All.Length - 1)];
        string[] found = [.. present().Where(p => p.StartsWith(family, StringComparison.Ordinal))];
        return found.Length > 0 ? found : throw new DeviceUnavailableException($"--device is {device}, and this machine has none of {family}N; 'gpucqa devices' lists what it has.");
    }
}
