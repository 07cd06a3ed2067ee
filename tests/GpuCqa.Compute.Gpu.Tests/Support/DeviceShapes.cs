namespace GpuCqa.Compute.Gpu.Tests.Support;

/// <summary>Simulated devices that differ in warps, groups and so in grids: what a missing barrier or a sum without a fixed order would change between them.</summary>
/// <remarks>The lanes of a group are threads of the operating system, so that their order is another one in each run; groups follow one another.</remarks>
internal static class DeviceShapes
{
    private static readonly SimulatorShape[] All = [new(4, 8), new(8, 4), SimulatorShape.Small, new(16, 8), SimulatorShape.Large];

    /// <summary>Runs a computation twice on a device of each shape and returns its results.</summary>
    public static IReadOnlyList<T> Results<T>(Func<GpuDevice, T> compute) =>
    [
        .. All.SelectMany(shape =>
        {
            using var device = (GpuDevice)GpuFamilies.OpenSimulator(1, null, shape);
            return new[] { compute(device), compute(device) };
        }),
    ];
}
