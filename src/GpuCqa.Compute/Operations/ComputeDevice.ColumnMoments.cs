using System.Numerics;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public abstract partial class ComputeDevice
{
    /// <summary>Sums each column of a block: sum, sum of squares, non-zeros.</summary>
    /// <param name="counts">cells x genes, counts, CSR, float32.</param>
    /// <remarks>Float64 in row order. All devices: equal for integer counts, else relative 1e-12 of the sum of magnitudes.</remarks>
    public virtual ColumnMoments ColumnMoments(DeviceCsr<float> counts) => MomentsOf(OnHost(counts));

    /// <summary>Sums each column of a block: sum, sum of squares, non-zeros.</summary>
    /// <param name="values">cells x genes, log-normalized, CSR, float64.</param>
    /// <remarks>Float64 in row order. All devices: relative 1e-12 of the sum of magnitudes.</remarks>
    public virtual ColumnMoments ColumnMoments(DeviceCsr<double> values) => MomentsOf(OnHost(values));

    /// <summary>Sums each column of consecutive blocks: sum, sum of squares, non-zeros.</summary>
    /// <param name="columns">Columns of every block.</param>
    /// <param name="blocks">Blocks of counts as <see cref="ColumnMoments(DeviceCsr{float})"/> takes them; each is done with when the next is asked for. They may be gone through twice.</param>
    /// <returns>The moments of no rows where there is no block.</returns>
    /// <remarks>Merged in the fixed tree of <see cref="BlockTree{T}"/> here; a device with memory of its own adds integer counts up there. All devices: equal for integer counts, else relative 1e-12.</remarks>
    public virtual ColumnMoments ColumnMomentsSum(int columns, IEnumerable<DeviceCsr<float>> blocks)
    {
        var tree = new BlockTree<ColumnMoments>((a, b) => a.Merge(b));
        foreach (DeviceCsr<float> block in blocks)
        {
            CheckLength(block.Columns, columns, nameof(blocks));
            tree.Add(ColumnMoments(block));
        }

        return tree.Count > 0 ? tree.Finish() : Compute.ColumnMoments.Empty(columns);
    }

    /// <summary>Sums, per column, the squares of the standardized non-zero values of consecutive blocks, clipped from above.</summary>
    /// <param name="blocks">Blocks of counts, as in <see cref="ColumnMomentsSum"/>.</param>
    /// <param name="means">As in <see cref="ClippedSquares"/>.</param>
    /// <param name="deviations">As in <see cref="ClippedSquares"/>.</param>
    /// <param name="cap">As in <see cref="ClippedSquares"/>.</param>
    /// <remarks>Merged in the fixed tree of <see cref="BlockTree{T}"/> here. All devices: relative 1e-12.</remarks>
    public virtual double[] ClippedSquaresSum(IEnumerable<DeviceCsr<float>> blocks, double[] means, double[] deviations, double cap)
    {
        var tree = new BlockTree<double[]>((a, b) => Array.ConvertAll([.. Enumerable.Range(0, a.Length)], c => a[c] + b[c]));
        foreach (DeviceCsr<float> block in blocks) tree.Add(ClippedSquares(block, means, deviations, cap));
        return tree.Count > 0 ? tree.Finish() : new double[means.Length];
    }

    /// <summary>Sums, per column, the squares of the standardized non-zero values, clipped from above.</summary>
    /// <param name="counts">cells x genes, counts, CSR, float32.</param>
    /// <param name="means">Per column mean mu.</param>
    /// <param name="deviations">Per column expected standard deviation sigma; a column with 0 sums to 0.</param>
    /// <param name="cap">Largest standardized value that counts.</param>
    /// <returns>Per column the sum over its non-zeros of min(cap, (x - mu) / sigma)^2.</returns>
    /// <remarks>The variance-stabilizing selection of Seurat ("vst"): only the upper side is clipped. Float64. All devices: relative 1e-12.</remarks>
    public virtual double[] ClippedSquares(DeviceCsr<float> counts, double[] means, double[] deviations, double cap)
    {
        CheckLength(means.Length, counts.Columns, nameof(means));
        CheckLength(deviations.Length, counts.Columns, nameof(deviations));
        CsrMatrix<float> matrix = OnHost(counts);
        var sums = new double[matrix.Columns];
        AddClippedSquares(matrix, 0, matrix.Rows, means, deviations, cap, sums);
        return sums;
    }

    private protected static void AddClippedSquares(CsrMatrix<float> matrix, int from, int to, double[] means, double[] deviations, double cap, double[] sums)
    {
        for (int r = from; r < to; r++)
        {
            ReadOnlySpan<int> columns = matrix.RowIndices(r);
            ReadOnlySpan<float> values = matrix.RowValues(r);
            for (int i = 0; i < values.Length; i++)
            {
                int c = columns[i];
                if (values[i] == 0 || !(deviations[c] > 0)) continue;
                double z = Math.Min(cap, (values[i] - means[c]) / deviations[c]);
                sums[c] += z * z;
            }
        }
    }

    private protected static void AddMoments<T>(CsrMatrix<T> matrix, int from, int to, ColumnMoments moments) where T : unmanaged, INumber<T>
    {
        for (int r = from; r < to; r++)
        {
            ReadOnlySpan<int> columns = matrix.RowIndices(r);
            ReadOnlySpan<T> values = matrix.RowValues(r);
            for (int i = 0; i < values.Length; i++)
            {
                double x = double.CreateTruncating(values[i]);
                if (x == 0) continue;
                int c = columns[i];
                moments.Sums[c] += x;
                moments.SquareSums[c] += x * x;
                moments.NonZeros[c]++;
            }
        }
    }

    private static ColumnMoments MomentsOf<T>(CsrMatrix<T> matrix) where T : unmanaged, INumber<T>
    {
        var moments = new ColumnMoments(matrix.Rows, new double[matrix.Columns], new double[matrix.Columns], new long[matrix.Columns]);
        AddMoments(matrix, 0, matrix.Rows, moments);
        return moments;
    }
}
