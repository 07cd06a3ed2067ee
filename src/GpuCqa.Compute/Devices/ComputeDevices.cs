using GpuCqa.Core.Errors;

namespace GpuCqa.Compute;

/// <summary>Opens devices by name from a list of families that the program passes in.</summary>
public static class ComputeDevices
{
    /// <summary>Names that <c>--device</c> takes.</summary>
    public const string Names = "auto, cpu, cpu:reference, cuda:N, opencl:N";

    /// <summary>The families in this library: the CPU only.</summary>
    public static IReadOnlyList<DeviceOpener> BuiltIn { get; } = [new("cpu", 0, ListCpu, OpenCpu)];

    /// <summary>Opens the device of a name.</summary>
    /// <param name="name">"auto", "cpu", "cpu:reference", "cuda:N" or "opencl:N".</param>
    /// <param name="threads">Host threads, or null for all cores.</param>
    /// <param name="openers">The families that the program was built with; null = <see cref="BuiltIn"/>.</param>
    /// <exception cref="InvalidParameterException">The name or the number of threads is malformed.</exception>
    /// <exception cref="DeviceUnavailableException">The device that was asked for cannot be had; only "auto" ever takes another.</exception>
    public static ComputeDevice Open(string name, int? threads = null, IReadOnlyList<DeviceOpener>? openers = null)
    {
        if (threads is < 1 or > 4096) throw new InvalidParameterException($"--threads is {threads}; expected 1 to 4096.");
        openers ??= BuiltIn;
        if (name == "auto") return OpenBest(threads, openers);
        string family = name.Split(':')[0];
        bool wellFormed = family switch
        {
            "cpu" => name is "cpu" or ReferenceDevice.Kind,
            "cuda" or "opencl" => name.Length > family.Length + 1 && name.AsSpan(family.Length + 1).IndexOfAnyExceptInRange('0', '9') < 0,
            _ => openers.Any(o => o.Family == family),
        };
        if (!wellFormed) throw new InvalidParameterException($"--device is '{name}'; expected one of {Names}.");
        DeviceOpener opener = openers.FirstOrDefault(o => o.Family == family)
            ?? throw new DeviceUnavailableException($"--device {name}: this build has no {family} engine; use --device cpu, or auto.");
        return opener.Open(name, threads);
    }

    /// <summary>All devices of all families, best family first.</summary>
    public static IReadOnlyList<DeviceInfo> List(IReadOnlyList<DeviceOpener>? openers = null) =>
        (openers ?? BuiltIn).OrderByDescending(o => o.Preference).SelectMany(o => o.List()).ToArray();

    private static ComputeDevice OpenBest(int? threads, IReadOnlyList<DeviceOpener> openers)
    {
        var passed = new List<string>();
        foreach (DeviceOpener opener in openers.OrderByDescending(o => o.Preference))
        {
            DeviceInfo? found = opener.List().FirstOrDefault(d => d.Automatic);
            if (found is null)
            {
                passed.Add($"no {opener.Family} device on this machine");
                continue;
            }

            ComputeDevice device = opener.Open(found.Kind, threads);
            if (openers.All(o => o.Family == "cpu")) passed.Add("this build has no GPU engine");
            string why = passed.Count == 0 ? "the preferred kind of device" : string.Join("; ", passed);
            device.Info = device.Info with { Choice = $"auto chose {device.Info.Kind}: {why}" };
            return device;
        }

        throw new DeviceUnavailableException($"--device auto: {string.Join("; ", passed)}.");
    }

    private static DeviceInfo[] ListCpu()
    {
        using var device = new CpuDevice();
        using var reference = new ReferenceDevice();
        return [device.Info, reference.Info];
    }

    private static ComputeDevice OpenCpu(string name, int? threads) => name == ReferenceDevice.Kind ? new ReferenceDevice() : new CpuDevice(threads);
}
