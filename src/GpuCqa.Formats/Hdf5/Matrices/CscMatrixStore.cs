using GpuCqa.Core.Matrices;
using GpuCqa.Formats.Hdf5.Storage;

namespace GpuCqa.Formats.Hdf5.Matrices;

/// <summary>Entries stored gene by gene (CSC), turned into rows by a counting sort over bands of cells.</summary>
/// <remarks>
/// One pass over the indices counts the entries of each cell. Then the cells are cut into bands of whole blocks whose entries fit
/// <see cref="BandEntries"/>, and one pass over the file fills each band. Memory: 16 bytes a cell, 8 bytes an entry of a band
/// (384 MiB, or one block where that is more), and two read buffers of 4 MiB; no dense matrix. Passes: 1 + bands.
/// </remarks>
internal sealed class CscMatrixStore : StoredMatrix
{
    /// <summary>Entries of a band unless a single block has more.</summary>
    internal const long BandEntries = 48L << 20;

    private const int BufferLength = 1 << 20;
    private readonly SparseArrays arrays;
    private readonly long bandEntries;

    internal CscMatrixStore(Hdf5Group group, long rows, long columns, long bandEntries = BandEntries) : base(group, rows, columns)
    {
        this.bandEntries = bandEntries;
        arrays = new SparseArrays(group, Columns, Rows);
    }

    internal override Hdf5Dataset Values => arrays.Data;

    internal override string Words => "CSC, " + arrays.Words;

    internal override void Check() => _ = arrays.Offsets;

    internal override ValueLook Look() => arrays.Look(LookPlaces, LookLength);

    internal override IEnumerable<CsrMatrix<float>> ReadRows(int maxRows, CancellationToken cancellation)
    {
        long[] rowOffsets = CountRows(cancellation);
        for (int first = 0; first < Rows;)
        {
            int end = BandEnd(rowOffsets, first, maxRows);
            CsrMatrix<float> band = FillBand(rowOffsets, first, end, cancellation);
            for (int r = 0; r < band.Rows;)
            {
                int count = Math.Min(maxRows, band.Rows - r);
                yield return Slice(band, r, count);
                r += count;
            }

            first = end;
        }
    }

    private int BandEnd(long[] rowOffsets, int first, int maxRows)
    {
        int end = first;
        do end = (int)Math.Min(Rows, (long)end + maxRows);
        while (end < Rows && rowOffsets[(int)Math.Min(Rows, (long)end + maxRows)] - rowOffsets[first] <= bandEntries);
        return end;
    }

    private long[] CountRows(CancellationToken cancellation)
    {
        long stored = arrays.Offsets[Columns];
        var offsets = new long[Rows + 1];
        var buffer = new int[(int)Math.Min(BufferLength, stored)];
        for (long done = 0; done < stored; done += buffer.Length)
        {
            cancellation.ThrowIfCancellationRequested();
            Span<int> rows = buffer.AsSpan(0, (int)Math.Min(buffer.Length, stored - done));
            arrays.Indices.Read(done, rows);
            foreach (int r in rows)
            {
                if ((uint)r >= (uint)Rows) throw arrays.Indices.Bad($"has an entry at cell {r} of {Rows}");
                offsets[r + 1]++;
            }
        }

        for (int r = 0; r < Rows; r++) offsets[r + 1] += offsets[r];
        return offsets;
    }

    /// <summary>Collects rows [first, end): columns come in order, so every row ends up sorted.</summary>
    private CsrMatrix<float> FillBand(long[] rowOffsets, int first, int end, CancellationToken cancellation)
    {
        long entries = rowOffsets[end] - rowOffsets[first];
        if (entries > Array.MaxLength) throw arrays.Data.Bad($"cells {first} to {end - 1} hold {entries} entries, more than one block can");
        var offsets = new long[end - first + 1];
        for (int r = 0; r < offsets.Length; r++) offsets[r] = rowOffsets[first + r] - rowOffsets[first];
        var next = offsets.AsSpan(0, end - first).ToArray();
        var columns = new int[entries];
        var values = new float[entries];
        long stored = arrays.Offsets[Columns];
        var rowBuffer = new int[(int)Math.Min(BufferLength, stored)];
        var valueBuffer = new float[rowBuffer.Length];
        int column = 0;
        for (long done = 0; done < stored; done += rowBuffer.Length)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = (int)Math.Min(rowBuffer.Length, stored - done);
            arrays.Indices.Read(done, rowBuffer.AsSpan(0, count));
            arrays.Data.Read(done, valueBuffer.AsSpan(0, count));
            for (int i = 0; i < count; i++)
            {
                while (arrays.Offsets[column + 1] <= done + i) column++;
                int row = rowBuffer[i] - first;
                if ((uint)row >= (uint)next.Length) continue;
                long at = next[row]++;
                if (at > offsets[row] && columns[at - 1] == column) throw arrays.Indices.Bad($"cell {rowBuffer[i]} has two entries at feature {column}");
                columns[at] = column;
                values[at] = valueBuffer[i];
            }
        }

        return new CsrMatrix<float>(end - first, Columns, offsets, columns, values);
    }

    private static CsrMatrix<float> Slice(CsrMatrix<float> band, int first, int count)
    {
        if (first == 0 && count == band.Rows) return band;
        long start = band.RowOffsets[first];
        int length = (int)(band.RowOffsets[first + count] - start);
        var offsets = new long[count + 1];
        for (int r = 0; r <= count; r++) offsets[r] = band.RowOffsets[first + r] - start;
        return new CsrMatrix<float>(count, band.Columns, offsets, band.ColumnIndices.AsSpan((int)start, length).ToArray(), band.Values.AsSpan((int)start, length).ToArray());
    }
}
