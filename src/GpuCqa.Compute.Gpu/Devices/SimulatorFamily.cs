using System.Globalization;
using GpuCqa.Compute.Gpu.Vendor;
using GpuCqa.Core.Errors;
using ILGPU;
using ILGPU.Runtime.CPU;

namespace GpuCqa.Compute.Gpu;

/// <summary>ILGPU's CPU accelerator: runs every kernel with groups, barriers and warps of a GPU's shape, slowly, and finds indices out of range.</summary>
/// <remarks>Each lane of a group is a thread of the operating system, so that a barrier costs the more the larger the group is.</remarks>
internal static class SimulatorFamily
{
    public const string Name = "simulator";

    private const string Kind = $"{Name}:0";

    public static IReadOnlyList<DeviceInfo> List() => [Describe(SimulatorShape.Small)];

    public static ComputeDevice Open(string name, int? threads) => name is Name or Kind
        ? Open(threads, null, SimulatorShape.Small)
        : throw new DeviceUnavailableException($"--device {name}: there is one simulator, {Kind}.");

    public static GpuDevice Open(int? threads, long? memoryLimit, SimulatorShape shape, VendorLibraries? vendor = null)
    {
        var device = new CPUDevice(shape.WarpSize, shape.Warps, 1);
        Context context = Context.Create(builder => builder.CPU(device).Optimize(OptimizationLevel.O2).Assertions());
        return new GpuDevice(context, context.GetCPUDevice(0), Describe(shape), threads, memoryLimit, vendor);
    }

    private static DeviceInfo Describe(SimulatorShape shape) =>
        new(Kind, string.Create(CultureInfo.InvariantCulture, $"simulator of a GPU on the CPU, {shape.Warps} warps of {shape.WarpSize}: checks kernels, far slower than cpu"), 32 * shape.WarpSize, 1)
        {
            Automatic = false,
            Packages = IlgpuPackage.Name,
        };
}
