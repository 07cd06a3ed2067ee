using GpuCqa.Compute.Exact;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public sealed partial class CpuDevice
{
    /// <summary>Counts below this are normalized once per cell.</summary>
    private const int SmallCounts = 32;

    /// <summary>Entries of a task where entries are independent.</summary>
    private const int EntriesPerTask = 1 << 15;

    /// <inheritdoc/>
    /// <remarks>The logarithm of a small count is taken once per cell: most entries of a cell are 1, 2 or 3. Same bits as the reference.</remarks>
    public override DeviceCsr<double> LogNormalize(DeviceCsr<float> counts, double[] rowTotals, double scaleFactor, int[]? columnMap, int columns)
    {
        CsrMatrix<float> matrix = OnHost(counts);
        CheckNormalize(matrix, rowTotals, columnMap, columns);
        var offsets = new long[matrix.Rows + 1];
        ForEach(matrix.Rows, r => offsets[r + 1] = KeptEntries(matrix, r, columnMap));
        for (int r = 0; r < matrix.Rows; r++) offsets[r + 1] += offsets[r];
        var result = new CsrMatrix<double>(matrix.Rows, columns, offsets, new int[offsets[^1]], new double[offsets[^1]]);
        bool sort = columnMap is not null && !Rises(columnMap);
        ForEach(matrix.Rows, r => NormalizeRow(matrix, r, rowTotals[r], scaleFactor, columnMap, sort, result));
        return Upload(result);
    }

    /// <inheritdoc/>
    public override DeviceCsr<double> ScaleSparsePart(DeviceCsr<double> normalized, double[] means, double[] deviations, double clip)
    {
        CheckLength(means.Length, normalized.Columns, nameof(means));
        CheckLength(deviations.Length, normalized.Columns, nameof(deviations));
        CsrMatrix<double> matrix = OnHost(normalized);
        double[] limits = new double[means.Length], values = new double[matrix.NonZeros];
        for (int c = 0; c < limits.Length; c++) limits[c] = clip + (means[c] / deviations[c]);
        int tasks = (int)((values.LongLength + EntriesPerTask - 1) / EntriesPerTask);
        ForEach(tasks, t =>
        {
            int from = t * EntriesPerTask, to = (int)Math.Min(values.LongLength, from + (long)EntriesPerTask);
            for (int i = from; i < to; i++)
            {
                int c = matrix.ColumnIndices[i];
                values[i] = deviations[c] > 0 ? Math.Min(matrix.Values[i] / deviations[c], limits[c]) : 0;
            }
        });
        return Upload(new CsrMatrix<double>(matrix.Rows, matrix.Columns, matrix.RowOffsets, matrix.ColumnIndices, values));
    }

    private static bool Rises(int[] columnMap)
    {
        int last = -1;
        foreach (int c in columnMap)
        {
            if (c < 0) continue;
            if (c <= last) return false;
            last = c;
        }

        return true;
    }

    private static void NormalizeRow(CsrMatrix<float> matrix, int row, double total, double scaleFactor, int[]? columnMap, bool sort, CsrMatrix<double> result)
    {
        ReadOnlySpan<int> columns = matrix.RowIndices(row);
        ReadOnlySpan<float> values = matrix.RowValues(row);
        Span<double> known = stackalloc double[SmallCounts];
        known.Clear();
        int from = (int)result.RowOffsets[row], at = from;
        for (int i = 0; i < values.Length; i++)
        {
            float x = values[i];
            int c = columnMap is null ? columns[i] : columnMap[columns[i]];
            if (x == 0 || c < 0) continue;
            result.ColumnIndices[at] = c;
            int count = x is > 0 and < SmallCounts ? (int)x : 0;
            if (count == x)
            {
                // ln(1 + x) of a positive count is never 0, so 0 means not yet known.
                if (known[count] == 0) known[count] = LogOnePlus.Of(x / total * scaleFactor);
                result.Values[at++] = known[count];
            }
            else
            {
                result.Values[at++] = LogOnePlus.Of(x / total * scaleFactor);
            }
        }

        if (sort) result.ColumnIndices.AsSpan(from, at - from).Sort(result.Values.AsSpan(from, at - from));
    }
}
