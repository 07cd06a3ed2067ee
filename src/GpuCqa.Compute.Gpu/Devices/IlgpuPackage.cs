using System.Reflection;
using ILGPU;

namespace GpuCqa.Compute.Gpu;

/// <summary>The package that drives the GPUs, as its own assembly names it.</summary>
internal static class IlgpuPackage
{
    /// <summary>Version of the package, without what its build appended ("1.5.3").</summary>
    public static string Version { get; } = typeof(Context).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? typeof(Context).Assembly.GetName().Version?.ToString() ?? "unknown";

    /// <summary>"ILGPU 1.5.3".</summary>
    public static string Name { get; } = $"ILGPU {Version}";
}
