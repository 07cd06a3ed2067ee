using GpuCqa.Formats.Hdf5.Native;

namespace GpuCqa.Formats.Hdf5.Storage;

internal sealed partial class Hdf5Dataset
{
    private const int CompoundClass = 6;

    /// <summary>Reads a run of a dataset of one dimension, converted by HDF5 (out-of-range integers are clamped).</summary>
    /// <typeparam name="T"><see cref="float"/>, <see cref="double"/>, <see cref="sbyte"/>, <see cref="int"/> or <see cref="long"/>.</typeparam>
    public void Read<T>(long start, Span<T> into) where T : unmanaged => Read([start], [into.Length], into);

    /// <summary>Reads a whole dataset of one dimension.</summary>
    public T[] ReadAll<T>() where T : unmanaged
    {
        if (Length > Array.MaxLength) throw Bad($"has {Length} elements, more than an array holds");
        var values = new T[Length];
        Read(0, values.AsSpan());
        return values;
    }

    /// <summary>Reads a block, row-major.</summary>
    public unsafe void Read<T>(ReadOnlySpan<long> start, ReadOnlySpan<long> count, Span<T> into) where T : unmanaged
    {
        if (into.Length == 0) return;
        Guard();
        if (Type.Kind is not (Hdf5Kind.Integer or Hdf5Kind.Float or Hdf5Kind.Flag)) throw Bad($"holds {Type.Words}; numbers were expected");
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double) && Type.Kind == Hdf5Kind.Float) throw Bad($"holds {Type.Words}; integers were expected");
        if (member is null && start.Length == 1 && ChunkedRead.TryRead(handle, Layout, start[0], into)) return;
        lock (Hdf5Library.Gate)
        {
            using TypeHandle memory = InMember(MemoryType<T>(), sizeof(T));
            fixed (T* at = into) Transfer(memory, start, count, PropertyListHandle.Default, at);
        }
    }

    private static TypeHandle MemoryType<T>() =>
        typeof(T) == typeof(float) ? Hdf5Session.Float
        : typeof(T) == typeof(double) ? Hdf5Session.Double
        : typeof(T) == typeof(sbyte) ? Hdf5Session.Int8
        : typeof(T) == typeof(int) ? Hdf5Session.Int32
        : typeof(T) == typeof(long) ? Hdf5Session.Int64
        : throw new NotSupportedException($"No HDF5 type for {typeof(T).Name}.");

    /// <summary>The type to read with: as it is, or as the only member of a compound, which makes HDF5 leave the other members out.</summary>
    private TypeHandle InMember(TypeHandle type, long size)
    {
        if (member is null) return H5Types.H5Tcopy(type);
        TypeHandle compound = H5Types.H5Tcreate(CompoundClass, (nuint)size);
        _ = H5Types.H5Tinsert(compound, member, 0, type);
        return compound;
    }

    private unsafe void Transfer(TypeHandle memory, ReadOnlySpan<long> start, ReadOnlySpan<long> count, PropertyListHandle transfer, void* into)
    {
        if (!TryTransfer(memory, start, count, transfer, into)) throw Bad($"cannot be read; it is cut short or damaged ({Hdf5Errors.Describe()})");
    }

    private unsafe bool TryTransfer(TypeHandle memory, ReadOnlySpan<long> start, ReadOnlySpan<long> count, PropertyListHandle transfer, void* into)
    {
        if (Extent.Length == 0) return H5Data.H5Dread(handle, memory, SpaceHandle.All, SpaceHandle.All, transfer, into) >= 0;
        using SpaceHandle file = H5Data.H5Dget_space(handle);
        fixed (long* from = start, size = count)
        {
            using SpaceHandle block = H5Data.H5Screate_simple(count.Length, (ulong*)size, null);
            return H5Data.H5Sselect_hyperslab(file, 0, (ulong*)from, null, (ulong*)size, null) >= 0
                && H5Data.H5Dread(handle, memory, block, file, transfer, into) >= 0;
        }
    }
}
