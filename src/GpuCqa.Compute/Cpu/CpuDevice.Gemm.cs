using GpuCqa.Compute.Linear;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public sealed partial class CpuDevice
{
    private DenseKernels? kernels;

    private DenseKernels Kernels => kernels ??= DenseKernels.For(Width);

    /// <inheritdoc/>
    /// <remarks>Register tiles over packed panels; the bits depend on neither threads nor vector width.</remarks>
    public override DenseMatrix<double> Gemm(DenseMatrix<double> left, DenseMatrix<double> right, bool transposeLeft = false)
    {
        int depth = transposeLeft ? left.Rows : left.Columns;
        // Packing costs more than it saves on a handful of elements; the base also words the error of mismatched shapes.
        if (depth != right.Rows || (long)left.Values.Length * right.Columns < 4096) return base.Gemm(left, right, transposeLeft);
        return CpuGemm.Multiply(this, Kernels, left, right, transposeLeft);
    }
}
