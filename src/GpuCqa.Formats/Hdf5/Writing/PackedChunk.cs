using System.IO.Compression;

namespace GpuCqa.Formats.Hdf5.Writing;

/// <summary>A chunk after HDF5's shuffle and deflate filters.</summary>
internal sealed class PackedChunk : IDisposable
{
    private static readonly ZLibCompressionOptions level = new() { CompressionLevel = 4 };
    private readonly MemoryStream packed = new();
    private byte[] shuffled = [];

    /// <summary>The bytes to store.</summary>
    internal ReadOnlySpan<byte> Bytes => packed.GetBuffer().AsSpan(0, (int)packed.Length);

    /// <summary>Filters a chunk: all first bytes of its elements, all second bytes and so on, then a zlib stream.</summary>
    internal void Pack(ReadOnlySpan<byte> plain, int elementSize)
    {
        if (shuffled.Length < plain.Length) shuffled = new byte[plain.Length];
        int elements = plain.Length / elementSize;
        for (int b = 0; b < elementSize; b++)
        {
            Span<byte> plane = shuffled.AsSpan(b * elements, elements);
            for (int e = 0, from = b; e < plane.Length; e++, from += elementSize) plane[e] = plain[from];
        }

        packed.SetLength(0);
        using var deflate = new ZLibStream(packed, level, leaveOpen: true);
        deflate.Write(shuffled.AsSpan(0, plain.Length));
    }

    public void Dispose() => packed.Dispose();
}
