using GpuCqa.Compute.Exact;
using GpuCqa.Compute.Linear;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public sealed partial class CpuDevice
{
    /// <inheritdoc/>
    /// <remarks>A direct partial solution, O(n^3) whatever the spectrum; residuals and orthogonality to 1e-12. The bits depend neither on threads nor on the vector width.</remarks>
    public override EigenPairs SymmetricEigen(DenseMatrix<double> symmetric, int leading, ulong seed)
    {
        CheckEigen(symmetric, leading);
        leading = Math.Min(leading, symmetric.Rows);
        return EigenScale.Within(symmetric, matrix => PartialEigensolver.Leading(this, Kernels, matrix, leading, seed) ?? SymmetricQl.Leading(matrix, leading, Kernels));
    }
}
