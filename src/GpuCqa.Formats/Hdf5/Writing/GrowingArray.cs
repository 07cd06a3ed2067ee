using System.Runtime.InteropServices;

namespace GpuCqa.Formats.Hdf5.Writing;

/// <summary>An array of one dimension that grows by whole chunks, which are compressed side by side and stored as they are.</summary>
/// <remarks>Chunks are independent, so the bytes do not depend on the number of threads. Memory: <see cref="Batch"/> chunks, plain and packed.</remarks>
internal sealed class GrowingArray<T> : IDisposable where T : unmanaged
{
    /// <summary>Chunks that are compressed at once.</summary>
    private const int Batch = 16;

    private readonly OutputDataset dataset;
    private readonly T[] pending;
    private readonly int chunkLength;
    private readonly PackedChunk[] packed;
    private int count;

    internal GrowingArray(OutputDataset dataset, int chunkLength)
    {
        this.dataset = dataset;
        this.chunkLength = chunkLength;
        pending = new T[Batch * chunkLength];
        packed = new PackedChunk[Batch];
        for (int i = 0; i < Batch; i++) packed[i] = new PackedChunk();
    }

    internal void Append(ReadOnlySpan<T> values)
    {
        while (values.Length > 0)
        {
            int taken = Math.Min(values.Length, pending.Length - count);
            values[..taken].CopyTo(pending.AsSpan(count));
            count += taken;
            values = values[taken..];
            if (count == pending.Length) Store();
        }
    }

    /// <summary>Stores the last, partial chunk.</summary>
    internal void Finish()
    {
        if (count > 0) Store();
    }

    public void Dispose()
    {
        foreach (PackedChunk chunk in packed) chunk.Dispose();
    }

    private void Store()
    {
        int chunks = (count + chunkLength - 1) / chunkLength;
        // A chunk is stored whole; what lies beyond the end is zero.
        Array.Clear(pending, count, (chunks * chunkLength) - count);
        Parallel.For(0, chunks, i => packed[i].Pack(MemoryMarshal.AsBytes(pending.AsSpan(i * chunkLength, chunkLength)), Marshal.SizeOf<T>()));
        dataset.Grow(count);
        for (int i = 0; i < chunks; i++) dataset.StoreChunk([(ulong)(dataset.Length - count + ((long)i * chunkLength))], packed[i].Bytes);
        count = 0;
    }
}
