using System.Runtime.InteropServices;
using GpuCqa.Core.Errors;
using ILGPU;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu;

/// <summary>Two page-locked chunks through which arrays travel: while the device fetches one, the host fills the other.</summary>
/// <remarks>
/// A driver copies from page-locked memory at the full rate of the bus and without holding up the host; locking is slow, so the chunks are small
/// and live as long as the device. Each chunk has its own stream; waiting for that stream is waiting until its chunk may be filled again.
/// </remarks>
internal sealed class StagingRing : IDisposable
{
    /// <summary>Bytes of a chunk: at 25 GB/s a third of a millisecond, long beside the cost of queueing a copy.</summary>
    private const int ChunkBytes = 8 << 20;

    /// <summary>Bytes that one host thread fills at a time.</summary>
    private const int FillBytes = 1 << 20;

    private readonly GpuDevice device;
    private readonly StreamOrder order;
    private readonly PageLockedArray1D<byte>[] chunks = new PageLockedArray1D<byte>[2];
    private readonly AcceleratorStream[] streams = new AcceleratorStream[2];
    private readonly Lock turn = new();
    private int next;

    /// <summary>Locks the chunks; within <see cref="GpuDevice.Run{T}"/>.</summary>
    /// <exception cref="DeviceMemoryException">The host cannot lock the memory.</exception>
    public StagingRing(GpuDevice device)
    {
        this.device = device;
        order = new StreamOrder(device.Accelerator);
        try
        {
            for (int i = 0; i < chunks.Length; i++)
            {
                streams[i] = device.Accelerator.CreateStream();
                chunks[i] = device.Accelerator.AllocatePageLocked1D<byte>(ChunkBytes);
            }
        }
        catch (Exception error) when (error is AcceleratorException or NotSupportedException or OutOfMemoryException)
        {
            Dispose();
            throw new DeviceMemoryException($"{device.Info.Kind}: {chunks.Length * ChunkBytes >> 20} MB of host memory could not be page-locked for copies ({error.Message.Trim()}); free host memory, or use --device cpu.", error);
        }
    }

    /// <summary>Copies wait for the kernels queued so far, whose memory they may overwrite.</summary>
    public void AfterKernels()
    {
        foreach (AcceleratorStream stream in streams) order.Order(device.Stream, stream);
    }

    /// <summary>Kernels queued from now on wait for the copies queued so far.</summary>
    public void BeforeKernels()
    {
        foreach (AcceleratorStream stream in streams) order.Order(stream, device.Stream);
    }

    /// <summary>Queues the copy of an array's first elements; on any thread. The array is free again when this returns.</summary>
    public void Send<T>(T[] values, long length, GpuBuffer<T> target) where T : unmanaged
    {
        long bytes = length * Interop.SizeOf<T>();
        lock (turn)
        {
            device.Accelerator.Bind();
            if (device.Accelerator.AcceleratorType == AcceleratorType.OpenCL)
            {
                // ILGPU copies the whole of a source buffer there, whatever the view, so a part of a chunk would overrun its target.
                if (length > 0) target.View.SubView(0, length).CopyFromCPU(streams[next], ref values[0], length);
                return;
            }

            for (long at = 0; at < bytes; at += ChunkBytes)
            {
                int count = (int)Math.Min(ChunkBytes, bytes - at);
                PageLockedArray1D<byte> chunk = chunks[next];
                AcceleratorStream stream = streams[next];
                next = 1 - next;
                stream.Synchronize();
                Fill(values, at, chunk, count);
                target.Bytes.SubView(at, count).CopyFrom(stream, chunk.ArrayView.SubView(0, count));
            }
        }
    }

    public void Dispose()
    {
        // A copy that is still queued reads its chunk.
        foreach (AcceleratorStream? stream in streams) stream?.Synchronize();
        foreach (PageLockedArray1D<byte>? chunk in chunks) chunk?.Dispose();
        foreach (AcceleratorStream? stream in streams) stream?.Dispose();
        order.Dispose();
    }

    // One thread does not reach the bus's rate: parts of the chunk are filled by several.
    private void Fill<T>(T[] values, long at, PageLockedArray1D<byte> chunk, int count) where T : unmanaged
    {
        int size = Interop.SizeOf<T>(), parts = (count + FillBytes - 1) / FillBytes;
        device.Host.ForEach(parts, p =>
        {
            int from = p * FillBytes, length = Math.Min(FillBytes, count - from);
            ReadOnlySpan<T> source = values.AsSpan((int)((at + from) / size), length / size);
            MemoryMarshal.AsBytes(source).CopyTo(chunk.Span.Slice(from, length));
        });
    }
}
