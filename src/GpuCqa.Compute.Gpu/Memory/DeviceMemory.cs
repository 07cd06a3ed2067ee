using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu;

/// <summary>What the driver says about a device's memory.</summary>
internal static class DeviceMemory
{
    /// <summary>Free bytes, other programs counted, or null where the driver has no such question (OpenCL, the simulator).</summary>
    public static long? Free(Accelerator accelerator)
    {
        if (accelerator.AcceleratorType != AcceleratorType.Cuda) return null;
        accelerator.Bind();
        return CudaDriver.FreeMemory();
    }
}
