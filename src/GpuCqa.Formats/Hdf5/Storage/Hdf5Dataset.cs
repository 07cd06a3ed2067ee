using GpuCqa.Core.Errors;
using GpuCqa.Formats.Hdf5.Native;

namespace GpuCqa.Formats.Hdf5.Storage;

/// <summary>A dataset, or one member of a dataset of compounds, that is read in blocks.</summary>
internal sealed partial class Hdf5Dataset : Hdf5Node
{
    private const int CacheSlots = 12_421;
    private const long DefaultCache = 1 << 20;
    private const long MostCache = 256L << 20;

    private readonly DatasetHandle handle;
    private readonly string? member;
    private bool isGuarded;

    private Hdf5Dataset(Hdf5File file, string key, DatasetHandle handle, string? member, ulong[] extent, Hdf5Type type, Hdf5Layout layout, long storedElementSize)
        : base(file, key, handle)
    {
        this.handle = handle;
        this.member = member;
        Extent = extent;
        Type = type;
        Layout = layout;
        StoredElementSize = storedElementSize;
    }

    /// <summary>The dimensions that the dataset promises.</summary>
    public ulong[] Extent { get; }

    /// <summary>Element type.</summary>
    public Hdf5Type Type { get; }

    /// <summary>How it lies in the file.</summary>
    public Hdf5Layout Layout { get; }

    /// <summary>Bytes of an element in the file; of the whole compound when this is a member.</summary>
    public long StoredElementSize { get; }

    /// <summary>The dimensions in words ("700 x 765").</summary>
    public string ShapeWords => Extent.Length == 0 ? "1" : string.Join(" x ", Extent);

    /// <summary>Length of a dataset of one dimension, or 1 of a scalar, after the guard has looked at it.</summary>
    public long Length
    {
        get
        {
            Guard();
            if (Extent.Length > 1) throw Bad($"has the shape {ShapeWords}; one dimension was expected");
            return Extent.Length == 0 ? 1 : (long)Extent[0];
        }
    }

    /// <summary>Refuses hostile sizes; called before anything is allocated for the content.</summary>
    public void Guard()
    {
        if (isGuarded) return;
        Hdf5Guard.Check(this);
        isGuarded = true;
    }

    /// <summary>One member of a dataset of compounds, or null when there is none of this name. It shares this dataset's handle.</summary>
    public Hdf5Dataset? Member(string name)
    {
        int at = Array.IndexOf(Type.Members, name);
        if (at < 0) return null;
        lock (Hdf5Library.Gate)
        {
            using TypeHandle compound = H5Data.H5Dget_type(handle);
            using TypeHandle type = H5Types.H5Tget_member_type(compound, (uint)at);
            return new Hdf5Dataset(File, $"{Key}[{name}]", handle, name, Extent, Hdf5Type.Describe(type), Layout, StoredElementSize);
        }
    }

    internal static Hdf5Dataset Open(Hdf5File file, string key, Hdf5Handle parent, string name)
    {
        lock (Hdf5Library.Gate)
        {
            DatasetHandle handle = H5Data.H5Dopen2(parent, name, PropertyListHandle.Default);
            if (handle.IsInvalid) throw new BadDataException(file.Path, key, $"cannot be opened ({Hdf5Errors.Describe()})");
            using SpaceHandle space = H5Data.H5Dget_space(handle);
            using TypeHandle stored = H5Data.H5Dget_type(handle);
            ulong[] extent = Hdf5Extent.Of(space);
            Hdf5Type type = Hdf5Type.Describe(stored);
            Hdf5Layout layout = Hdf5Layout.Describe(handle, extent.Length);
            long cache = CacheBytes(extent, layout, type.Size);
            if (cache > DefaultCache)
            {
                // A cache of whole bands of chunks: a block boundary inside a chunk must not decompress it again for every block.
                handle.Dispose();
                using PropertyListHandle access = H5Properties.H5Pcreate(Hdf5Session.DatasetAccess);
                _ = H5Properties.H5Pset_chunk_cache(access, CacheSlots, (nuint)cache, 1.0);
                handle = H5Data.H5Dopen2(parent, name, access);
            }

            return new Hdf5Dataset(file, key, handle, null, extent, type, layout, type.Size);
        }
    }

    private static long CacheBytes(ulong[] extent, Hdf5Layout layout, long elementSize)
    {
        if (layout.Chunk.Length == 0) return 0;
        Int128 band = Hdf5Extent.Elements(layout.Chunk) * elementSize;
        for (int d = 1; d < extent.Length; d++)
        {
            if (layout.Chunk[d] > 0) band *= Math.Max(1, (extent[d] + layout.Chunk[d] - 1) / layout.Chunk[d]);
            if (band > MostCache) return MostCache;
        }

        return (long)Int128.Min(band * 2, MostCache);
    }
}
