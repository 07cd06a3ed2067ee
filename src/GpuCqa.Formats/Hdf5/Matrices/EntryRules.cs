using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Formats.Hdf5.Matrices;

/// <summary>What a block must satisfy before an analysis sees it: which columns are kept, and which values its modality allows.</summary>
/// <param name="Matrix">The matrix that the blocks come from.</param>
/// <param name="Modality">Counts must be finite, non-negative integers, and zeros are not stored; features must be finite, and every entry is stored.</param>
/// <param name="Columns">New column of each column of the file, increasing, or -1 where it is left out; null keeps all.</param>
/// <param name="Kept">Columns that are kept.</param>
internal sealed record EntryRules(StoredMatrix Matrix, CellModality Modality, int[]? Columns, int Kept)
{
    /// <summary>Applies the rules to a block.</summary>
    /// <param name="block">rows x columns of the file, CSR.</param>
    /// <param name="firstRow">Row of the file at which the block starts.</param>
    /// <param name="cellName">Name of a cell of the block.</param>
    /// <param name="featureName">Name of a column of the file.</param>
    internal CsrMatrix<float> Apply(CsrMatrix<float> block, int firstRow, Func<int, string> cellName, Func<int, string> featureName)
    {
        bool zeros = false;
        for (int r = 0; r < block.Rows; r++)
        {
            ReadOnlySpan<float> values = block.RowValues(r);
            for (int i = 0; i < values.Length; i++)
            {
                zeros |= values[i] == 0;
                if (IsAllowed(values[i])) continue;
                throw Matrix.Values.Bad(FormattableString.Invariant($"cell {firstRow + r} ('{cellName(r)}'), feature '{featureName(block.RowIndices(r)[i])}': the value is {values[i]}; {Expected}"));
            }
        }

        return Modality == CellModality.Features ? Fill(block) : zeros || Columns is not null ? Keep(block) : block;
    }

    private string Expected => Modality == CellModality.Counts ? "counts must be non-negative integers" : "features must be finite numbers";

    private bool IsAllowed(float v) => Modality == CellModality.Counts ? v >= 0 && v == MathF.Floor(v) && v < float.PositiveInfinity : float.IsFinite(v);

    private CsrMatrix<float> Keep(CsrMatrix<float> block)
    {
        var kept = new SparseRowsBuilder(block.Rows, Kept, (int)block.NonZeros);
        for (int r = 0; r < block.Rows; r++)
        {
            ReadOnlySpan<int> columns = block.RowIndices(r);
            ReadOnlySpan<float> values = block.RowValues(r);
            for (int i = 0; i < columns.Length; i++)
            {
                int column = Columns is null ? columns[i] : Columns[columns[i]];
                if (column >= 0 && values[i] != 0) kept.Add(column, values[i]);
            }

            kept.EndRow();
        }

        return kept.Build();
    }

    private CsrMatrix<float> Fill(CsrMatrix<float> block)
    {
        var all = new SparseRowsBuilder(block.Rows, Kept, checked(block.Rows * Kept));
        var row = new float[Kept];
        for (int r = 0; r < block.Rows; r++)
        {
            Array.Clear(row);
            ReadOnlySpan<int> columns = block.RowIndices(r);
            ReadOnlySpan<float> values = block.RowValues(r);
            for (int i = 0; i < columns.Length; i++)
            {
                int column = Columns is null ? columns[i] : Columns[columns[i]];
                if (column >= 0) row[column] = values[i];
            }

            for (int c = 0; c < Kept; c++) all.Add(c, row[c]);
            all.EndRow();
        }

        return all.Build();
    }
}
