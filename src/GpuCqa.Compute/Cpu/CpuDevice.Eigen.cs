using GpuCqa.Compute.Exact;
using GpuCqa.Compute.Linear;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public sealed partial class CpuDevice
{
    /// <summary>Up to this size the full solution is faster than iterating.</summary>
    private const int FullSolution = 384;

    /// <inheritdoc/>
    /// <remarks>Small matrices, and those of which a large part is wanted, are solved in full; others by block Lanczos. The bits do not depend on threads.</remarks>
    public override EigenPairs SymmetricEigen(DenseMatrix<double> symmetric, int leading, ulong seed)
    {
        CheckEigen(symmetric, leading);
        leading = Math.Min(leading, symmetric.Rows);
        return EigenScale.Within(symmetric, matrix =>
        {
            if (matrix.Rows > FullSolution && leading * 8 <= matrix.Rows)
            {
                using var solver = new BlockLanczos(this, Kernels, matrix, leading, seed);
                if (solver.Solve() is { } pairs) return pairs;
            }

            return SymmetricQl.Leading(matrix, leading, Kernels);
        });
    }
}
