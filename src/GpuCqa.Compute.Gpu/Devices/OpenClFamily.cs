using System.Globalization;
using ILGPU;
using ILGPU.Runtime.OpenCL;

namespace GpuCqa.Compute.Gpu;

/// <summary>OpenCL devices with the generic address space, which ILGPU needs: OpenCL 2.0 GPUs, PoCL from version 5.</summary>
internal static class OpenClFamily
{
    public static IReadOnlyList<DeviceInfo> List()
    {
        if (!FamilyContexts.MayHave("OpenCL")) return [];
        using Context? context = FamilyContexts.Try(builder => builder.OpenCL());
        var found = new List<DeviceInfo>();
        if (context is null) return found;
        foreach (CLDevice device in context.GetCLDevices()) found.Add(Describe(device, found.Count));
        return found;
    }

    public static ComputeDevice Open(string name, int? threads)
    {
        Context context = FamilyContexts.Try(builder => builder.OpenCL().Optimize(OptimizationLevel.O2))
            ?? throw FamilyContexts.Missing(name, "OpenCL", "an OpenCL driver with the generic address space (PoCL from version 5)");
        int index = FamilyContexts.Index(name), found = context.GetCLDevices().Count;
        if (index < found) return new GpuDevice(context, context.GetCLDevice(index), Describe(context.GetCLDevice(index), index), threads);
        context.Dispose();
        throw FamilyContexts.OutOfRange(name, found);
    }

    private static DeviceInfo Describe(CLDevice device, int index) => new(
        string.Create(CultureInfo.InvariantCulture, $"opencl:{index}"),
        string.Create(CultureInfo.InvariantCulture, $"{device.Name.Trim()}, {device.MemorySize / 1e9:F1} GB, {device.NumMultiprocessors} compute units, {device.PlatformName.Trim()}"),
        32 * device.WarpSize,
        Environment.ProcessorCount)
    {
        // An OpenCL driver for the CPU is slower than the CPU device, so "auto" passes it by.
        Automatic = device.DeviceType.HasFlag(CLDeviceType.CL_DEVICE_TYPE_GPU),
        MemoryBytes = device.MemorySize,
        Driver = string.Create(CultureInfo.InvariantCulture, $"OpenCL {device.DeviceVersion.Major}.{device.DeviceVersion.Minor}"),
        Packages = IlgpuPackage.Name,
    };
}
