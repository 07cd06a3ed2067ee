using GpuCqa.Core.Matrices;
using GpuCqa.Formats.Hdf5.Storage;

namespace GpuCqa.Formats.Hdf5.Matrices;

/// <summary>Entries stored cell by cell: h5ad's CSR, and 10x's "CSC of genes x barcodes", which is the same thing.</summary>
/// <remarks>Memory: the offsets (8 bytes a cell), and the entries of one block.</remarks>
internal sealed class CsrMatrixStore : StoredMatrix
{
    private readonly SparseArrays arrays;

    internal CsrMatrixStore(Hdf5Group group, long rows, long columns) : base(group, rows, columns) => arrays = new SparseArrays(group, Rows, Columns);

    internal override Hdf5Dataset Values => arrays.Data;

    internal override string Words => "CSR, " + arrays.Words;

    internal override void Check() => _ = arrays.Offsets;

    internal override ValueLook Look() => arrays.Look(LookPlaces, LookLength);

    internal override IEnumerable<CsrMatrix<float>> ReadRows(int maxRows, CancellationToken cancellation)
    {
        long[] all = arrays.Offsets;
        for (int first = 0; first < Rows; first += maxRows)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(maxRows, Rows - first);
            long start = all[first], entries = all[first + count] - start;
            if (entries > Array.MaxLength) throw arrays.Data.Bad($"cells {first} to {first + count - 1} hold {entries} entries, more than one block can");
            var offsets = new long[count + 1];
            for (int r = 0; r <= count; r++) offsets[r] = all[first + r] - start;
            var columns = new int[entries];
            var values = new float[entries];
            arrays.Indices.Read(start, columns.AsSpan());
            arrays.Data.Read(start, values.AsSpan());
            for (int r = 0; r < count; r++) Order(first + r, columns.AsSpan((int)offsets[r], (int)(offsets[r + 1] - offsets[r])), values.AsSpan((int)offsets[r]));
            yield return new CsrMatrix<float>(count, Columns, offsets, columns, values);
            if (maxRows > Rows - first) break;
        }
    }

    /// <summary>Checks the columns of a row, and sorts a row whose writer did not.</summary>
    private void Order(int row, Span<int> columns, Span<float> values)
    {
        bool sorted = true;
        int previous = -1;
        foreach (int c in columns)
        {
            if ((uint)c >= (uint)Columns) throw arrays.Indices.Bad($"cell {row} has an entry at feature {c} of {Columns}");
            sorted &= c > previous;
            previous = c;
        }

        if (sorted) return;
        columns.Sort(values[..columns.Length]);
        for (int i = 1; i < columns.Length; i++)
        {
            if (columns[i] == columns[i - 1]) throw arrays.Indices.Bad($"cell {row} has two entries at feature {columns[i]}");
        }
    }
}
