using GpuCqa.Compute.Exact;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public abstract partial class ComputeDevice
{
    /// <summary>The leading eigenpairs of a symmetric matrix.</summary>
    /// <param name="symmetric">n x n, float64, symmetric.</param>
    /// <param name="leading">Pairs wanted; at most n are returned.</param>
    /// <param name="seed">Seed of the vectors that inverse iteration starts at; the reference uses none.</param>
    /// <remarks>
    /// Reference: Householder tridiagonalization and implicit QL, O(n^3). All devices: residual |A v - l v| at most 1e-10 of the largest |eigenvalue|,
    /// eigenvalues within the same; vectors of eigenvalues that are closer than the residual are any orthonormal basis of their space.
    /// </remarks>
    public virtual EigenPairs SymmetricEigen(DenseMatrix<double> symmetric, int leading, ulong seed)
    {
        CheckEigen(symmetric, leading);
        return EigenScale.Within(symmetric, matrix => SymmetricQl.Leading(matrix, Math.Min(leading, matrix.Rows), new ScalarRows()));
    }

    private protected static void CheckEigen(DenseMatrix<double> symmetric, int leading)
    {
        if (symmetric.Rows != symmetric.Columns) throw new ArgumentException($"A {symmetric.Rows} x {symmetric.Columns} matrix is not symmetric.", nameof(symmetric));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(leading);
        foreach (double x in symmetric.Values)
        {
            if (!double.IsFinite(x)) throw new ArgumentException("The matrix holds a value that is not finite.", nameof(symmetric));
        }
    }
}
