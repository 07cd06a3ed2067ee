using System.Runtime.InteropServices;

namespace GpuCqa.Compute.Gpu;

/// <summary>The functions of the CUDA driver that ILGPU does not call: free memory, and events that order two streams.</summary>
/// <remarks>Called with the context of an accelerator bound to the thread. A driver without one of them is treated as no driver.</remarks>
internal static unsafe class CudaDriver
{
    private const uint DisableTiming = 2;

    private static readonly IntPtr Library = Load();
    private static readonly delegate* unmanaged<nuint*, nuint*, int> MemGetInfo = (delegate* unmanaged<nuint*, nuint*, int>)Export("cuMemGetInfo_v2");
    private static readonly delegate* unmanaged<IntPtr*, uint, int> EventCreate = (delegate* unmanaged<IntPtr*, uint, int>)Export("cuEventCreate");
    private static readonly delegate* unmanaged<IntPtr, int> EventDestroy = (delegate* unmanaged<IntPtr, int>)Export("cuEventDestroy_v2");
    private static readonly delegate* unmanaged<IntPtr, IntPtr, int> EventRecord = (delegate* unmanaged<IntPtr, IntPtr, int>)Export("cuEventRecord");
    private static readonly delegate* unmanaged<IntPtr, IntPtr, uint, int> StreamWaitEvent = (delegate* unmanaged<IntPtr, IntPtr, uint, int>)Export("cuStreamWaitEvent");

    /// <summary>Free bytes of the bound device, or null when the driver does not say.</summary>
    public static long? FreeMemory()
    {
        if (MemGetInfo is null) return null;
        nuint free, total;
        return MemGetInfo(&free, &total) == 0 ? (long)free : null;
    }

    /// <summary>A new event without timing, or zero when the driver gives none.</summary>
    public static IntPtr CreateEvent()
    {
        if (EventCreate is null || EventDestroy is null || EventRecord is null || StreamWaitEvent is null) return IntPtr.Zero;
        IntPtr created;
        return EventCreate(&created, DisableTiming) == 0 ? created : IntPtr.Zero;
    }

    /// <summary>Lets everything queued later on one stream wait for everything queued so far on another; false when the driver refuses.</summary>
    public static bool Order(IntPtr marker, IntPtr first, IntPtr then) => EventRecord(marker, first) == 0 && StreamWaitEvent(then, marker, 0) == 0;

    /// <summary>Destroys an event.</summary>
    public static void DestroyEvent(IntPtr marker) => _ = EventDestroy(marker);

    private static IntPtr Load()
    {
        string name = OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1";
        return NativeLibrary.TryLoad(name, out IntPtr handle) ? handle : IntPtr.Zero;
    }

    private static IntPtr Export(string name) => Library != IntPtr.Zero && NativeLibrary.TryGetExport(Library, name, out IntPtr address) ? address : IntPtr.Zero;
}
