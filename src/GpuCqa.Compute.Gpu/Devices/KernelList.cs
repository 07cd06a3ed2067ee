using System.Reflection;

namespace GpuCqa.Compute.Gpu;

/// <summary>The operations that a GPU device computes itself, read off its own methods.</summary>
internal static class KernelList
{
    private static readonly string[] Plumbing =
        [nameof(ComputeDevice.Upload), nameof(ComputeDevice.Allocate), nameof(ComputeDevice.Download), nameof(ComputeDevice.Synchronize), nameof(ComputeDevice.ForEach), nameof(ComputeDevice.Pump), nameof(ComputeDevice.MeasureCeilings)];

    /// <summary>Names of all operations of the seam.</summary>
    public static IReadOnlyList<string> Operations { get; } = Names(typeof(ComputeDevice));

    /// <summary>Names of those that do not run on the host, in alphabetical order.</summary>
    public static IReadOnlyList<string> Kernels { get; } = [.. Names(typeof(GpuDevice)).Except(HostOverrides())];

    private static string[] Names(Type type) =>
        [.. type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(m => m is { IsVirtual: true, IsSpecialName: false } && m.GetBaseDefinition().DeclaringType == typeof(ComputeDevice))
            .Select(m => m.Name).Where(n => !Plumbing.Contains(n)).Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<string> HostOverrides() =>
        typeof(GpuDevice).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(m => m.GetCustomAttribute<HostOperationAttribute>() is not null).Select(m => m.Name);
}
