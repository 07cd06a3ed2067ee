using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public abstract partial class ComputeDevice
{
    /// <summary>The product of two dense matrices.</summary>
    /// <param name="left">m x k (or k x m when <paramref name="transposeLeft"/>), row-major, float64.</param>
    /// <param name="right">k x n, row-major, float64.</param>
    /// <param name="transposeLeft">Multiplies left' by right.</param>
    /// <returns>m x n, row-major, float64.</returns>
    /// <remarks>Each element is a sum over k in float64. All devices: 1e-13 * k relative to the norms of row and column.</remarks>
    public virtual DenseMatrix<double> Gemm(DenseMatrix<double> left, DenseMatrix<double> right, bool transposeLeft = false)
    {
        (int m, int depth) = transposeLeft ? (left.Columns, left.Rows) : (left.Rows, left.Columns);
        if (depth != right.Rows) throw new ArgumentException($"A matrix with inner dimension {depth} cannot be multiplied by one of {right.Rows} rows.", nameof(right));
        var product = new DenseMatrix<double>(m, right.Columns);
        for (int i = 0; i < m; i++)
        {
            Span<double> row = product.Row(i);
            for (int k = 0; k < depth; k++)
            {
                double x = transposeLeft ? left[k, i] : left[i, k];
                ReadOnlySpan<double> other = right.Row(k);
                for (int j = 0; j < row.Length; j++) row[j] += x * other[j];
            }
        }

        return product;
    }
}
