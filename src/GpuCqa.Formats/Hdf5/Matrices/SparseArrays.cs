using GpuCqa.Formats.Hdf5.Storage;

namespace GpuCqa.Formats.Hdf5.Matrices;

/// <summary>The three arrays of a compressed sparse matrix: offsets (<c>indptr</c>) of each major slice, minor indices and values of the entries.</summary>
internal sealed class SparseArrays
{
    private readonly Hdf5Group group;
    private readonly int major;
    private long[]? offsets;

    /// <param name="group">The group that holds the three.</param>
    /// <param name="major">Slices: rows of a CSR, columns of a CSC matrix.</param>
    /// <param name="minor">Exclusive upper bound of the indices.</param>
    internal SparseArrays(Hdf5Group group, int major, int minor)
    {
        this.group = group;
        this.major = major;
        Minor = minor;
        Data = group.Dataset("data");
        Indices = group.Dataset("indices");
    }

    internal int Minor { get; }

    internal Hdf5Dataset Data { get; }

    internal Hdf5Dataset Indices { get; }

    internal string Words => $"{Data.ShapeWords} stored, {Data.Type.Words}, indices {Indices.Type.Words}";

    /// <summary>major + 1 offsets, checked: they start at 0, never decrease, and end where the entries end.</summary>
    internal long[] Offsets => offsets ??= ReadOffsets();

    /// <summary>Looks at values spread over the entries.</summary>
    internal ValueLook Look(int places, int length)
    {
        var look = new ValueLook();
        long stored = Data.Length;
        var buffer = new float[length];
        for (int p = 0; p < places; p++)
        {
            long start = (long)((Int128)stored * p / places);
            Span<float> values = buffer.AsSpan(0, (int)Math.Min(length, stored - start));
            Data.Read(start, values);
            look.See(values);
        }

        return look;
    }

    private long[] ReadOffsets()
    {
        Hdf5Dataset dataset = group.Dataset("indptr");
        if (dataset.Length != (long)major + 1) throw dataset.Bad($"has {dataset.Length} offsets; {(long)major + 1} were expected");
        long stored = Data.Length;
        if (Indices.Length != stored) throw Indices.Bad($"has {Indices.Length} entries, but {Data.Key} has {stored}");
        long[] read = dataset.ReadAll<long>();
        if (read[0] != 0) throw dataset.Bad($"starts at {read[0]}; 0 was expected");
        for (int i = 0; i < major; i++)
        {
            if (read[i + 1] < read[i]) throw dataset.Bad($"decreases from {read[i]} to {read[i + 1]} after offset {i}");
        }

        if (read[major] != stored) throw dataset.Bad($"ends at {read[major]}, but {Data.Key} has {stored} entries");
        return read;
    }
}
