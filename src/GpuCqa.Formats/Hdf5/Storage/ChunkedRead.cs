using System.IO.Compression;
using System.Runtime.InteropServices;
using GpuCqa.Formats.Hdf5.Native;

namespace GpuCqa.Formats.Hdf5.Storage;

/// <summary>Decompresses the chunks of long arrays side by side, where libhdf5 does it one after another.</summary>
/// <remarks>
/// Only for the usual case: one dimension, deflate with or without shuffle, and a type that needs no conversion but int64 to int32.
/// Whatever is out of the ordinary is left to libhdf5, which also words the errors. Memory: <see cref="BatchBytes"/> plain, less packed.
/// </remarks>
internal static unsafe class ChunkedRead
{
    private const int Deflate = 1;
    private const int Shuffle = 2;
    private const int FewestChunks = 4;
    private const int BatchBytes = 16 << 20;
    private const int MostChunkBytes = 4 << 20;

    /// <summary>Reads a run, or returns false when libhdf5 must.</summary>
    internal static bool TryRead<T>(DatasetHandle dataset, Hdf5Layout layout, long start, Span<T> into) where T : unmanaged
    {
        bool shuffled = layout.Filters is [Shuffle, Deflate];
        if (!(shuffled || layout.Filters is [Deflate]) || layout.Chunk is not [ulong length] || Hdf5Session.Version.Major > 1) return false;
        int elementSize = ElementSize<T>(dataset);
        if (elementSize == 0 || length == 0 || length > MostChunkBytes / (ulong)elementSize) return false;
        int chunkLength = (int)length;
        long first = start / chunkLength, last = (start + into.Length - 1) / chunkLength;
        if (last - first + 1 < FewestChunks) return false;
        int batch = (int)Math.Min(last - first + 1, Math.Max(1, BatchBytes / (chunkLength * elementSize)));
        var packed = new byte[batch][];
        fixed (T* target = into)
        {
            T* to = target;
            int count = into.Length;
            for (long chunk = first; chunk <= last; chunk += batch)
            {
                int chunks = (int)Math.Min(batch, last - chunk + 1);
                for (int i = 0; i < chunks; i++)
                {
                    if (!TryFetch(dataset, (chunk + i) * chunkLength, chunkLength * elementSize, ref packed[i])) return false;
                }

                bool whole = true;
                long from = chunk;
                Parallel.For(0, chunks, i =>
                {
                    long offset = ((from + i) * chunkLength) - start;
                    if (!TryUnpack(packed[i], chunkLength, elementSize, shuffled, to, offset, count)) whole = false;
                });
                if (!whole) return false;
            }
        }

        return true;
    }

    /// <summary>Bytes of an element in the file when it is T, or int64 where T is int; else 0.</summary>
    private static int ElementSize<T>(DatasetHandle dataset)
    {
        lock (Hdf5Library.Gate)
        {
            using TypeHandle stored = H5Data.H5Dget_type(dataset);
            if (typeof(T) == typeof(float)) return H5Types.H5Tequal(stored, Hdf5Session.Float) > 0 ? sizeof(float) : 0;
            if (typeof(T) != typeof(int)) return 0;
            return H5Types.H5Tequal(stored, Hdf5Session.Int32) > 0 ? sizeof(int) : H5Types.H5Tequal(stored, Hdf5Session.Int64) > 0 ? sizeof(long) : 0;
        }
    }

    private static bool TryFetch(DatasetHandle dataset, long start, int plainBytes, ref byte[] packed)
    {
        lock (Hdf5Library.Gate)
        {
            ulong offset = (ulong)start, size;
            uint skipped;
            // Deflate makes nothing much longer; a chunk that claims to be is damaged, and one of no bytes was never written.
            if (H5Data.H5Dget_chunk_storage_size(dataset, &offset, &size) < 0 || size == 0 || size > (ulong)plainBytes + (1 << 16)) return false;
            packed = new byte[size];
            fixed (byte* at = packed) return H5Data.H5Dread_chunk(dataset, PropertyListHandle.Default, &offset, &skipped, at) >= 0 && skipped == 0;
        }
    }

    /// <summary>Decompresses a chunk and puts the part of it that is wanted at its place.</summary>
    private static bool TryUnpack<T>(byte[] packed, int length, int elementSize, bool shuffled, T* to, long offset, int count) where T : unmanaged
    {
        var plain = new byte[length * elementSize];
        try
        {
            using var inflate = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
            inflate.ReadExactly(plain);
            // The checksum is verified where the stream ends.
            if (inflate.ReadByte() >= 0) return false;
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            return false;
        }

        int begin = (int)Math.Max(0, -offset), end = (int)Math.Min(length, count - offset);
        ReadOnlySpan<byte> bytes = shuffled ? Unshuffle(plain, elementSize) : plain;
        var target = new Span<T>(to + offset + begin, end - begin);
        if (elementSize == sizeof(T))
        {
            MemoryMarshal.Cast<byte, T>(bytes)[begin..end].CopyTo(target);
            return true;
        }

        // Indices of 64 bits: what does not fit 32 becomes the largest or smallest integer, as libhdf5 converts, and is refused as out of range.
        ReadOnlySpan<long> wide = MemoryMarshal.Cast<byte, long>(bytes)[begin..end];
        Span<int> narrow = MemoryMarshal.Cast<T, int>(target);
        for (int i = 0; i < wide.Length; i++) narrow[i] = (int)Math.Clamp(wide[i], int.MinValue, int.MaxValue);
        return true;
    }

    private static byte[] Unshuffle(byte[] planes, int elementSize)
    {
        var bytes = new byte[planes.Length];
        ByteShuffle.Undo(planes, elementSize, bytes);
        return bytes;
    }
}
