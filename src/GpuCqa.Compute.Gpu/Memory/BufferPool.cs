using System.Globalization;
using GpuCqa.Core.Errors;
using ILGPU;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu;

/// <summary>Device memory in size classes, kept for the next buffer: a driver's allocation waits for all queued work.</summary>
/// <remarks>
/// Reuse is safe without waiting because all kernels run on one stream, in order. Sizes are rounded up to a quarter of their power of two, so at
/// most a fifth is wasted. When the device is full, kept memory is freed and the allocation is tried again.
/// </remarks>
internal sealed class BufferPool(GpuDevice device, long? limit) : IDisposable
{
    private const long SmallestClass = 1 << 12;

    private readonly Dictionary<long, Stack<MemoryBuffer1D<byte, Stride1D.Dense>>> kept = [];
    private readonly Lock turn = new();
    private bool disposed;

    /// <summary>Bytes in buffers that are in use.</summary>
    public long UsedBytes { get; private set; }

    /// <summary>Bytes that are kept for reuse.</summary>
    public long KeptBytes { get; private set; }

    /// <summary>Largest number of bytes in use so far.</summary>
    public long PeakBytes { get; private set; }

    /// <summary>Bytes that the pool may use; the device's whole memory without a limit.</summary>
    public long Capacity => limit ?? device.Accelerator.MemorySize;

    /// <summary>Bytes that can still be lent: within the limit, and within what the driver says is free.</summary>
    public long FreeBytes
    {
        get
        {
            lock (turn) return Math.Max(0, Math.Min(Capacity - UsedBytes, DeviceMemory.Free(device.Accelerator) is { } free ? free + KeptBytes : long.MaxValue));
        }
    }

    /// <summary>Lends memory for a number of elements, with whatever was in it.</summary>
    /// <exception cref="DeviceMemoryException">The device has too little memory.</exception>
    public GpuBuffer<T> Rent<T>(long length) where T : unmanaged
    {
        long bytes = SizeClass(checked(Math.Max(1, length) * Interop.SizeOf<T>()));
        lock (turn)
        {
            MemoryBuffer1D<byte, Stride1D.Dense> memory = Take(bytes);
            UsedBytes += bytes;
            PeakBytes = Math.Max(PeakBytes, UsedBytes);
            return new GpuBuffer<T>(device, length, memory);
        }
    }

    /// <summary>Takes memory back.</summary>
    public void Return(MemoryBuffer1D<byte, Stride1D.Dense> memory)
    {
        lock (turn)
        {
            UsedBytes -= memory.Length;
            if (disposed) return;
            KeptBytes += memory.Length;
            if (!kept.TryGetValue(memory.Length, out Stack<MemoryBuffer1D<byte, Stride1D.Dense>>? stack)) kept[memory.Length] = stack = new();
            stack.Push(memory);
        }
    }

    /// <summary>Frees what is kept.</summary>
    public void Trim()
    {
        lock (turn)
        {
            foreach (MemoryBuffer1D<byte, Stride1D.Dense> memory in kept.Values.SelectMany(s => s)) memory.Dispose();
            kept.Clear();
            KeptBytes = 0;
        }
    }

    public void Dispose()
    {
        Trim();
        disposed = true;
    }

    private static long SizeClass(long bytes)
    {
        if (bytes <= SmallestClass) return SmallestClass;
        long quarter = (long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)bytes) / 8;
        return (bytes + quarter - 1) / quarter * quarter;
    }

    private MemoryBuffer1D<byte, Stride1D.Dense> Take(long bytes)
    {
        if (kept.TryGetValue(bytes, out Stack<MemoryBuffer1D<byte, Stride1D.Dense>>? stack) && stack.TryPop(out MemoryBuffer1D<byte, Stride1D.Dense>? memory))
        {
            KeptBytes -= bytes;
            return memory;
        }

        if (UsedBytes + KeptBytes + bytes > Capacity)
        {
            device.Stream.Synchronize();
            Trim();
        }

        if (UsedBytes + bytes > Capacity) throw Full(bytes, null);
        if (TryAllocate(bytes, out AcceleratorException? first) is { } memoryAtOnce) return memoryAtOnce;
        if (KeptBytes == 0) throw Full(bytes, first);
        device.Stream.Synchronize();
        Trim();
        return TryAllocate(bytes, out AcceleratorException? second) ?? throw Full(bytes, second);
    }

    private MemoryBuffer1D<byte, Stride1D.Dense>? TryAllocate(long bytes, out AcceleratorException? full)
    {
        full = null;
        try
        {
            return device.Accelerator.Allocate1D<byte>(bytes);
        }
        catch (AcceleratorException error) when (DriverErrors.IsOutOfMemory(error))
        {
            full = error;
            return null;
        }
    }

    private DeviceMemoryException Full(long bytes, Exception? inner) => new(string.Create(CultureInfo.InvariantCulture,
        $"{device.Info.Kind}: {bytes / 1e6:F1} MB of device memory were asked for, {Math.Max(0, FreeBytes) / 1e6:F1} of {Capacity / 1e6:F1} MB are free. Free it of other programs, or use --device cpu."), inner);
}
