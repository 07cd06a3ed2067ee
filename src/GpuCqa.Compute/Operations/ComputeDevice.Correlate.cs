using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public abstract partial class ComputeDevice
{
    /// <summary>Replaces each column by its midranks.</summary>
    /// <param name="values">rows x columns, float64, no NaN.</param>
    /// <returns>rows x columns: 1-based ranks, ties share the mean of their ranks.</returns>
    /// <exception cref="ArgumentException">A column holds NaN.</exception>
    /// <remarks>All devices: the same bits (midranks are multiples of one half).</remarks>
    public virtual DenseMatrix<double> RankColumns(DenseMatrix<double> values)
    {
        var ranks = new DenseMatrix<double>(values.Rows, values.Columns);
        ForEach(values.Columns, c => RankColumn(values, c, ranks));
        return ranks;
    }

    /// <summary>The correlation of each column of one matrix with each column of another.</summary>
    /// <param name="left">rows x m, float64.</param>
    /// <param name="right">rows x n, float64, of the same rows.</param>
    /// <param name="kind">Pearson, or Spearman (Pearson of midranks).</param>
    /// <returns>m x n; NaN where a column is constant.</returns>
    /// <remarks>Columns are centred first, sums in row order in float64. All devices: absolute 1e-13.</remarks>
    public virtual DenseMatrix<double> Correlate(DenseMatrix<double> left, DenseMatrix<double> right, CorrelationKind kind)
    {
        if (left.Rows != right.Rows) throw new ArgumentException($"Columns of {left.Rows} and of {right.Rows} rows cannot be correlated.", nameof(right));
        if (kind == CorrelationKind.Spearman) (left, right) = (RankColumns(left), RankColumns(right));
        var (x, y) = (Standardized(left), Standardized(right));
        DenseMatrix<double> products = Gemm(x, y, transposeLeft: true);
        for (int i = 0; i < products.Values.Length; i++) products.Values[i] = Math.Clamp(products.Values[i], -1, 1);
        return products;
    }

    private protected static ArgumentException Unranked(int column, string parameter) => new($"Column {column} holds NaN, which has no rank.", parameter);

    private static void RankColumn(DenseMatrix<double> values, int column, DenseMatrix<double> ranks)
    {
        var keys = new double[values.Rows];
        var order = new int[values.Rows];
        for (int r = 0; r < keys.Length; r++) (keys[r], order[r]) = (values[r, column], r);
        if (Array.Exists(keys, double.IsNaN)) throw Unranked(column, nameof(values));
        Array.Sort(keys, order);
        for (int from = 0, to; from < keys.Length; from = to)
        {
            to = from + 1;
            while (to < keys.Length && keys[to] == keys[from]) to++;
            for (int at = from; at < to; at++) ranks[order[at], column] = 0.5 * (from + 1.0 + to);
        }
    }

    /// <summary>Columns centred and brought to unit length; constant columns become NaN.</summary>
    private static DenseMatrix<double> Standardized(DenseMatrix<double> values)
    {
        var result = new DenseMatrix<double>(values.Rows, values.Columns);
        for (int c = 0; c < values.Columns; c++)
        {
            bool constant = true;
            double sum = 0, squares = 0;
            for (int r = 0; r < values.Rows; r++)
            {
                sum += values[r, c];
                constant &= values[r, c] == values[0, c];
            }

            double mean = sum / values.Rows;
            for (int r = 0; r < values.Rows; r++) squares += (values[r, c] - mean) * (values[r, c] - mean);
            double scale = constant ? double.NaN : 1 / Math.Sqrt(squares);
            for (int r = 0; r < values.Rows; r++) result[r, c] = (values[r, c] - mean) * scale;
        }

        return result;
    }
}
