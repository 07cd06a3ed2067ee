using System.Runtime.InteropServices;
using GpuCqa.Formats.Hdf5.Native;

namespace GpuCqa.Formats.Hdf5.Writing;

/// <summary>A dataset that is being written.</summary>
internal sealed unsafe class OutputDataset : OutputNode
{
    private readonly DatasetHandle handle;
    private readonly TypeHandle type;
    private ulong length;

    internal OutputDataset(Hdf5Output file, string key, DatasetHandle handle, TypeHandle type) : base(file, key, handle)
    {
        this.handle = handle;
        this.type = type;
    }

    /// <summary>Elements appended so far.</summary>
    internal long Length => (long)length;

    /// <summary>Writes every element.</summary>
    internal void WriteAll(void* values)
    {
        lock (Hdf5Library.Gate) File.Require(H5Data.H5Dwrite(handle, type, SpaceHandle.All, SpaceHandle.All, PropertyListHandle.Default, values), Key);
    }

    /// <summary>Writes every element of a dataset whose chunks are whole rows; they are compressed side by side and stored as they are.</summary>
    /// <param name="values">rows x elements of a row.</param>
    /// <param name="row">Elements of a row.</param>
    /// <param name="rank">Dimensions of the dataset.</param>
    /// <param name="chunkRows">Rows of a chunk.</param>
    internal void WriteChunks<T>(ReadOnlySpan<T> values, int row, int rank, int chunkRows) where T : unmanaged
    {
        const int batch = 16;
        int chunk = chunkRows * row, chunks = (values.Length + chunk - 1) / chunk, count = values.Length;
        var packed = new PackedChunk[Math.Min(batch, chunks)];
        for (int i = 0; i < packed.Length; i++) packed[i] = new PackedChunk();
        Span<ulong> offset = stackalloc ulong[rank];
        offset.Clear();
        fixed (T* pinned = values)
        {
            T* all = pinned;
            for (int first = 0; first < chunks; first += batch)
            {
                int some = Math.Min(batch, chunks - first), from = first;
                Parallel.For(0, some, i =>
                {
                    int start = (from + i) * chunk;
                    ReadOnlySpan<byte> plain = MemoryMarshal.AsBytes(new ReadOnlySpan<T>(all + start, Math.Min(chunk, count - start)));
                    if (plain.Length < chunk * sizeof(T))
                    {
                        // A chunk is stored whole; what lies beyond the end is zero.
                        byte[] whole = new byte[chunk * sizeof(T)];
                        plain.CopyTo(whole);
                        plain = whole;
                    }

                    packed[i].Pack(plain, sizeof(T));
                });
                for (int i = 0; i < some; i++)
                {
                    offset[0] = (ulong)(first + i) * (ulong)chunkRows;
                    StoreChunk(offset, packed[i].Bytes);
                }
            }
        }

        foreach (PackedChunk used in packed) used.Dispose();
    }

    /// <summary>Makes a dataset of one dimension longer.</summary>
    internal void Grow(long by)
    {
        lock (Hdf5Library.Gate)
        {
            ulong end = length + (ulong)by;
            File.Require(H5Data.H5Dset_extent(handle, &end), Key);
            length = end;
        }
    }

    /// <summary>Appends elements, converted and filtered by the library.</summary>
    /// <param name="values">As many as <paramref name="count"/>.</param>
    /// <param name="count">How many.</param>
    internal void Append(void* values, long count)
    {
        lock (Hdf5Library.Gate)
        {
            const int set = 0;
            ulong start = length, size = (ulong)count;
            Grow(count);
            using SpaceHandle memory = H5Data.H5Screate_simple(1, &size, null);
            using SpaceHandle stored = H5Data.H5Dget_space(handle);
            File.Require(memory.IsInvalid || stored.IsInvalid ? -1 : H5Data.H5Sselect_hyperslab(stored, set, &start, null, &size, null), Key);
            File.Require(H5Data.H5Dwrite(handle, type, memory, stored, PropertyListHandle.Default, values), Key);
        }
    }

    /// <summary>Stores a chunk that has gone through the filters of the dataset.</summary>
    /// <param name="start">Its first element, a number a dimension.</param>
    /// <param name="packed">Its bytes as they will lie in the file.</param>
    internal void StoreChunk(ReadOnlySpan<ulong> start, ReadOnlySpan<byte> packed)
    {
        lock (Hdf5Library.Gate)
        {
            fixed (ulong* offset = start)
            fixed (byte* at = packed) File.Require(H5Data.H5Dwrite_chunk(handle, PropertyListHandle.Default, 0, offset, (nuint)packed.Length, at), Key);
        }
    }
}
