using System.Globalization;
using GpuCqa.Compute.Gpu.Vendor;
using ILGPU;
using ILGPU.Runtime.Cuda;

namespace GpuCqa.Compute.Gpu;

/// <summary>NVIDIA GPUs through the CUDA driver.</summary>
internal static class CudaFamily
{
    public static IReadOnlyList<DeviceInfo> List()
    {
        if (!FamilyContexts.MayHave("cuda")) return [];
        using Context? context = FamilyContexts.Try(builder => builder.Cuda());
        var found = new List<DeviceInfo>();
        if (context is null) return found;
        foreach (CudaDevice device in context.GetCudaDevices()) found.Add(Describe(device, found.Count));
        return found;
    }

    public static ComputeDevice Open(string name, int? threads) => Open(name, threads, useVendorLibraries: true);

    public static ComputeDevice Open(string name, int? threads, bool useVendorLibraries)
    {
        Context context = FamilyContexts.Try(builder => builder.Cuda().Optimize(OptimizationLevel.O2)) ?? throw FamilyContexts.Missing(name, "CUDA", "the NVIDIA driver (libcuda.so.1)");
        int index = FamilyContexts.Index(name), found = context.GetCudaDevices().Count;
        if (index < found) return new GpuDevice(context, context.GetCudaDevice(index), Describe(context.GetCudaDevice(index), index), threads, null, useVendorLibraries ? VendorLibraries.Find() : VendorLibraries.Find([], []));
        context.Dispose();
        throw FamilyContexts.OutOfRange(name, found);
    }

    private static DeviceInfo Describe(CudaDevice device, int index)
    {
        string capability = device.Architecture is { } a ? string.Create(CultureInfo.InvariantCulture, $"{a.Major}.{a.Minor}") : "unknown";
        return new DeviceInfo(
            string.Create(CultureInfo.InvariantCulture, $"cuda:{index}"),
            string.Create(CultureInfo.InvariantCulture, $"{device.Name}, {device.MemorySize / 1e9:F1} GB, {device.NumMultiprocessors} multiprocessors, compute capability {capability}"),
            32 * device.WarpSize,
            Environment.ProcessorCount)
        {
            MemoryBytes = device.MemorySize,
            Driver = string.Create(CultureInfo.InvariantCulture, $"CUDA {device.DriverVersion.Major}.{device.DriverVersion.Minor}"),
            Packages = IlgpuPackage.Name,
        };
    }
}
