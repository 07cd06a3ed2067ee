using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GpuCqa.Compute;

namespace GpuCqa.Pipelines.Steps;

/// <summary>The hash by which a job is found again: what it reads, every parameter, the program, and the kind of device.</summary>
internal static class JobIdentity
{
    /// <summary>SHA-256, lower-case hexadecimal.</summary>
    /// <param name="job">What is asked: any record that a step could make, without paths.</param>
    /// <param name="inputs">Label and SHA-256 of each file.</param>
    /// <param name="device">Where it is computed.</param>
    public static string Of<TJob>(TJob job, IReadOnlyList<(string Label, string Sha256)> inputs, ComputeDevice device)
    {
        using var bytes = new MemoryStream();
        new StepWriter(bytes).Write(typeof(JobRecord<TJob>), new JobRecord<TJob>(job, inputs, Program([device.GetType().Assembly]), Words(device.Info)));
        return Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }

    /// <summary>The build of the program and its runtime, whatever the device.</summary>
    public static string Build() => Program([]);

    // Every build has modules of its own: what an older program made is another job's.
    private static string Program(IEnumerable<Assembly> more)
    {
        Assembly own = typeof(JobIdentity).Assembly;
        IEnumerable<Assembly> used = own.GetReferencedAssemblies().Where(n => n.Name!.StartsWith("GpuCqa.", StringComparison.Ordinal)).OrderBy(n => n.Name, StringComparer.Ordinal).Select(Assembly.Load);
        string[] words = [.. used.Prepend(own).Concat(more).Select(a => a.ManifestModule.ModuleVersionId.ToString()), RuntimeInformation.FrameworkDescription, RuntimeInformation.ProcessArchitecture.ToString()];
        return string.Join(' ', words);
    }

    private static string Words(DeviceInfo device) => string.Create(CultureInfo.InvariantCulture, $"{device.Kind} {device.VectorBits} {(device.MemoryBytes is null ? "" : device.Description)} {device.Driver} {device.Packages} {device.Libraries}");
}
