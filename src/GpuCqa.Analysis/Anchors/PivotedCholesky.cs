using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using GpuCqa.Analysis.Numerics;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Anchors;

/// <summary>A factor of a symmetric matrix without negative eigenvalues that need not be of full rank.</summary>
internal static class PivotedCholesky
{
    /// <summary>L with L L' equal to the matrix up to rounding.</summary>
    /// <param name="device">Device whose threads are used.</param>
    /// <param name="matrix">n x n, float64, symmetric.</param>
    /// <returns>n x rank, float64.</returns>
    /// <remarks>The largest remaining diagonal entry, the first of equals, is the next pivot; ends where it is rounding. Dot products in eight fixed sums: the bits depend on neither threads nor vectors.</remarks>
    public static DenseMatrix<double> Factor(ComputeDevice device, DenseMatrix<double> matrix)
    {
        int n = matrix.Rows, rank = 0;
        var factor = new DenseMatrix<double>(n, n);
        double[] diagonal = [.. Enumerable.Range(0, n).Select(i => matrix[i, i])];
        double rounding = n == 0 ? 0 : n * double.Epsilon + (n * 2.3e-16 * diagonal.Max());
        for (; rank < n; rank++)
        {
            int pivot = 0, done = rank;
            for (int i = 1; i < n; i++)
            {
                if (diagonal[i] > diagonal[pivot]) pivot = i;
            }

            if (!(diagonal[pivot] > rounding)) break;
            double root = Math.Sqrt(diagonal[pivot]);
            CellBlocks.Run(device, n, (first, last) =>
            {
                ReadOnlySpan<double> other = factor.Row(pivot)[..done];
                for (int i = first; i < last; i++)
                {
                    double entry = i == pivot ? root : (matrix[i, pivot] - Dot(factor.Row(i)[..done], other)) / root;
                    factor[i, done] = entry;
                    diagonal[i] = i == pivot ? double.NegativeInfinity : diagonal[i] - (entry * entry);
                }
            });
        }

        return factor.FirstColumns(rank);
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ref double x = ref MemoryMarshal.GetReference(a), y = ref MemoryMarshal.GetReference(b);
        Vector512<double> sums = Vector512<double>.Zero;
        int i = 0;
        for (; i <= a.Length - 8; i += 8) sums += Vector512.LoadUnsafe(ref x, (nuint)i) * Vector512.LoadUnsafe(ref y, (nuint)i);
        double sum = 0;
        for (int lane = 0; lane < 8; lane++) sum += sums[lane];
        for (; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
