using GpuCqa.Core.Errors;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace GpuCqa.Compute.Gpu;

/// <summary>Turns what a driver reports into the errors of this program.</summary>
internal static class DriverErrors
{
    /// <summary>The typed error, or null when the exception is not a driver's.</summary>
    /// <param name="kind">The device, for the message.</param>
    /// <param name="error">What was thrown.</param>
    public static GpuCqaException? Translate(string kind, Exception error) => error switch
    {
        AcceleratorException full when IsOutOfMemory(full) => OutOfMemory(kind, full),
        AcceleratorException lost => new DeviceUnavailableException(
            $"{kind}: the driver reports '{(lost is CLException { Error: not CLError.CL_SUCCESS } opencl ? opencl.Error.ToString() : lost.Message.Trim())}'; the device cannot be used again in this process. Look at its log (nvidia-smi, dmesg), or use --device cpu.", lost),
        _ => null,
    };

    /// <summary>Whether a driver says that memory ran out.</summary>
    public static bool IsOutOfMemory(AcceleratorException error) => error switch
    {
        CudaException cuda => cuda.Error.Contains("OUT_OF_MEMORY", StringComparison.Ordinal),
        CLException opencl => opencl.Error is CLError.CL_MEM_OBJECT_ALLOCATION_FAILURE or CLError.CL_OUT_OF_RESOURCES or CLError.CL_OUT_OF_HOST_MEMORY,
        _ => false,
    };

    private static DeviceMemoryException OutOfMemory(string kind, Exception inner) =>
        new($"{kind}: out of device memory ({inner.Message.Trim()}); free it of other programs, or use --device cpu.", inner);
}
