using GpuCqa.Compute.Exact;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public abstract partial class ComputeDevice
{
    /// <summary>Log-normalizes a block of cells, and keeps or reorders columns on the way.</summary>
    /// <param name="counts">cells x genes, counts, CSR, float32.</param>
    /// <param name="rowTotals">Total of each cell over all its genes.</param>
    /// <param name="scaleFactor">Total to which each cell is scaled.</param>
    /// <param name="columnMap">Old column to new column, or -1 to drop it; null keeps all. No two columns may map to one.</param>
    /// <param name="columns">Columns of the result.</param>
    /// <returns>cells x columns, ln(1 + (x / total) * scale), CSR, float64; zeros are dropped.</returns>
    /// <exception cref="ArgumentException">A cell with counts has a total that is not positive, or the map has two columns of one place or one beyond the result.</exception>
    /// <remarks>Seurat's LogNormalize in its order of evaluation. All devices: relative 4e-16 (about 2 units in the last place).</remarks>
    public virtual DeviceCsr<double> LogNormalize(DeviceCsr<float> counts, double[] rowTotals, double scaleFactor, int[]? columnMap, int columns)
    {
        CsrMatrix<float> matrix = OnHost(counts);
        CheckNormalize(matrix, rowTotals, columnMap, columns);
        var offsets = new long[matrix.Rows + 1];
        for (int r = 0; r < matrix.Rows; r++) offsets[r + 1] = offsets[r] + KeptEntries(matrix, r, columnMap);
        var result = new CsrMatrix<double>(matrix.Rows, columns, offsets, new int[offsets[^1]], new double[offsets[^1]]);
        for (int r = 0; r < matrix.Rows; r++)
        {
            Span<int> indices = result.ColumnIndices.AsSpan((int)offsets[r], (int)(offsets[r + 1] - offsets[r]));
            Span<double> values = result.Values.AsSpan((int)offsets[r], indices.Length);
            NormalizeRow(matrix, r, rowTotals[r], scaleFactor, columnMap, indices, values);
        }

        return Upload(result);
    }

    /// <summary>The sparse part of the scaled and clipped matrix.</summary>
    /// <param name="normalized">cells x genes, log-normalized, CSR, float64.</param>
    /// <param name="means">Per column mean over all cells.</param>
    /// <param name="deviations">Per column standard deviation (n - 1); a column with 0 scales to 0.</param>
    /// <param name="clip">Largest scaled value (Seurat: 10); only the upper side is clipped.</param>
    /// <returns>T (cells x genes, CSR, float64, the same pattern) with t = min(x / sd, clip + mean / sd), so that Z = T - 1 m' with m = mean / sd.</returns>
    /// <remarks>Zeros scale to -mean / sd, which the clip leaves alone while mean >= -clip * sd. All devices: relative 4e-16.</remarks>
    public virtual DeviceCsr<double> ScaleSparsePart(DeviceCsr<double> normalized, double[] means, double[] deviations, double clip)
    {
        CheckLength(means.Length, normalized.Columns, nameof(means));
        CheckLength(deviations.Length, normalized.Columns, nameof(deviations));
        CsrMatrix<double> matrix = OnHost(normalized);
        var values = new double[matrix.NonZeros];
        for (long i = 0; i < values.LongLength; i++)
        {
            int c = matrix.ColumnIndices[i];
            values[i] = deviations[c] > 0 ? Math.Min(matrix.Values[i] / deviations[c], clip + (means[c] / deviations[c])) : 0;
        }

        return Upload(new CsrMatrix<double>(matrix.Rows, matrix.Columns, matrix.RowOffsets, matrix.ColumnIndices, values));
    }

    private protected static void CheckNormalize(CsrMatrix<float> matrix, double[] rowTotals, int[]? columnMap, int columns)
    {
        CheckNormalize(matrix.Rows, matrix.Columns, rowTotals, columnMap, columns);
        for (int r = 0; r < matrix.Rows; r++)
        {
            if (!(rowTotals[r] > 0) && matrix.RowValues(r).ContainsAnyExcept(0f)) throw CountsWithoutTotal(r, rowTotals);
        }
    }

    /// <summary>The checks that need no entries.</summary>
    private protected static void CheckNormalize(int rows, int mapped, double[] rowTotals, int[]? columnMap, int columns)
    {
        CheckLength(rowTotals.Length, rows, nameof(rowTotals));
        CheckLength(columnMap?.Length, mapped, nameof(columnMap));
        if (columnMap is null)
        {
            if (columns != mapped) throw new ArgumentException($"Without a column map the result has {mapped} columns, not {columns}.", nameof(columns));
            return;
        }

        var taken = new bool[columns];
        for (int i = 0; i < columnMap.Length; i++)
        {
            int c = columnMap[i];
            if (c < 0) continue;
            if (c >= columns || taken[c]) throw new ArgumentException($"Column {i} maps to {c}, which {(c >= columns ? $"is beyond the {columns} columns of the result" : "another column maps to as well")}.", nameof(columnMap));
            taken[c] = true;
        }
    }

    private protected static ArgumentException CountsWithoutTotal(int row, double[] rowTotals) => new($"Cell {row} of the block has counts, but a total of {rowTotals[row]}.", nameof(rowTotals));

    private protected static int KeptEntries(CsrMatrix<float> matrix, int row, int[]? columnMap)
    {
        int kept = 0;
        ReadOnlySpan<int> columns = matrix.RowIndices(row);
        ReadOnlySpan<float> values = matrix.RowValues(row);
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] != 0 && (columnMap is null || columnMap[columns[i]] >= 0)) kept++;
        }

        return kept;
    }

    private static void NormalizeRow(CsrMatrix<float> matrix, int row, double total, double scaleFactor, int[]? columnMap, Span<int> indices, Span<double> normalized)
    {
        ReadOnlySpan<int> columns = matrix.RowIndices(row);
        ReadOnlySpan<float> values = matrix.RowValues(row);
        int at = 0;
        for (int i = 0; i < values.Length; i++)
        {
            int c = columnMap is null ? columns[i] : columnMap[columns[i]];
            if (values[i] == 0 || c < 0) continue;
            indices[at] = c;
            normalized[at++] = LogOnePlus.Of(values[i] / total * scaleFactor);
        }

        if (columnMap is not null) indices.Sort(normalized);
    }
}
