using System.Reflection;

namespace GpuCqa.Compute.Gpu;

/// <summary>What the build recorded about the packages it took.</summary>
internal static class BuiltPackages
{
    /// <summary>"ILGPU 1.5.3", or the name of its stand-in.</summary>
    public static string Ilgpu { get; } = typeof(BuiltPackages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(a => a.Key == "GpuCqaPackages.Ilgpu")?.Value ?? "unknown packages";
}
