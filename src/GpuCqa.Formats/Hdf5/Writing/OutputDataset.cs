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

    /// <summary>Grows a dataset of one dimension by some elements.</summary>
    internal void Append<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        if (values.Length == 0) return;
        lock (Hdf5Library.Gate)
        {
            ulong start = length, count = (ulong)values.Length, end = start + count;
            File.Require(H5Data.H5Dset_extent(handle, &end), Key);
            using SpaceHandle whole = H5Data.H5Dget_space(handle);
            using SpaceHandle block = H5Data.H5Screate_simple(1, &count, null);
            File.Require(H5Data.H5Sselect_hyperslab(whole, 0, &start, null, &count, null), Key);
            fixed (T* at = values) File.Require(H5Data.H5Dwrite(handle, type, block, whole, PropertyListHandle.Default, at), Key);
            length = end;
        }
    }
}
