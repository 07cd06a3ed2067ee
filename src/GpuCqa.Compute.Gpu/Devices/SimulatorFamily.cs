using System.Globalization;
using GpuCqa.Compute.Gpu.Vendor;
using GpuCqa.Core.Errors;
using ILGPU;
using ILGPU.Runtime.CPU;

namespace GpuCqa.Compute.Gpu;

/// <summary>ILGPU's CPU accelerator: runs every kernel with groups, barriers and warps of a GPU's shape, slowly.</summary>
internal static class SimulatorFamily
{
    public const string Name = "simulator";

    private const string Kind = $"{Name}:0";

    public static IReadOnlyList<DeviceInfo> List() => [Describe(32)];

    public static ComputeDevice Open(string name, int? threads) => name is Name or Kind
        ? Open(threads, null, 32)
        : throw new DeviceUnavailableException($"--device {name}: there is one simulator, {Kind}.");

    public static GpuDevice Open(int? threads, long? memoryLimit, int warpSize, VendorLibraries? vendor = null)
    {
        var shape = new CPUDevice(warpSize, GpuDevice.PreferredGroupSize / warpSize, 1);
        Context context = Context.Create(builder => builder.CPU(shape).Optimize(OptimizationLevel.O2));
        return new GpuDevice(context, context.GetCPUDevice(0), Describe(warpSize), threads, memoryLimit, vendor);
    }

    private static DeviceInfo Describe(int warpSize) =>
        new(Kind, string.Create(CultureInfo.InvariantCulture, $"simulator of a GPU on the CPU, warps of {warpSize}: checks kernels, far slower than cpu"), 32 * warpSize, 1)
        {
            Automatic = false,
            Packages = IlgpuPackage.Name,
        };
}
