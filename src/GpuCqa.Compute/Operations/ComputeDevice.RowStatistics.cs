using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public abstract partial class ComputeDevice
{
    /// <summary>Sums each row of a block of cells: total, detected genes, total over marked genes.</summary>
    /// <param name="counts">cells x genes, counts, CSR, float32.</param>
    /// <param name="marked">Per column, whether it counts in the marked total (mitochondrial genes); null = none.</param>
    /// <remarks>Sums in column order in float64; counts below 2^53 in total are exact. All devices: equal for integer counts, else relative 1e-12.</remarks>
    public virtual RowStatistics RowStatistics(DeviceCsr<float> counts, bool[]? marked)
    {
        CheckLength(marked?.Length, counts.Columns, nameof(marked));
        CsrMatrix<float> matrix = OnHost(counts);
        var result = new RowStatistics(new double[matrix.Rows], new int[matrix.Rows], new double[matrix.Rows]);
        for (int r = 0; r < matrix.Rows; r++) SumRow(matrix, r, marked, result);
        return result;
    }

    private protected static void SumRow(CsrMatrix<float> matrix, int row, bool[]? marked, RowStatistics result)
    {
        ReadOnlySpan<int> columns = matrix.RowIndices(row);
        ReadOnlySpan<float> values = matrix.RowValues(row);
        double total = 0, markedTotal = 0;
        int nonZeros = 0;
        for (int i = 0; i < values.Length; i++)
        {
            float x = values[i];
            if (x == 0) continue;
            nonZeros++;
            total += x;
            if (marked is not null && marked[columns[i]]) markedTotal += x;
        }

        result.Totals[row] = total;
        result.NonZeros[row] = nonZeros;
        result.MarkedTotals[row] = markedTotal;
    }

    private protected static void CheckLength(int? found, int expected, string name)
    {
        if (found is { } length && length != expected) throw new ArgumentException($"{name} has {length} entries, expected {expected}.", name);
    }
}
