using ILGPU;

namespace GpuCqa.Compute.Gpu.Linear;

/// <summary>Who multiplies dense float64 matrices in the device's memory: a vendor library or the kernels here.</summary>
internal abstract class DenseProducts
{
    /// <summary>Adds the upper triangle of rows' rows to a square matrix; what lies below the diagonal is left undefined.</summary>
    /// <param name="rows">count x columns, row-major.</param>
    /// <param name="count">Rows.</param>
    /// <param name="columns">Columns; neither is 0.</param>
    /// <param name="products">columns x columns, row-major.</param>
    public abstract void AddGram(ArrayView<double> rows, int count, int columns, ArrayView<double> products);

    /// <summary>Sets product = left (or left') right.</summary>
    /// <param name="left">rows x depth, or depth x rows when <paramref name="transposeLeft"/>, row-major.</param>
    /// <param name="right">depth x columns, row-major.</param>
    /// <param name="product">rows x columns, row-major, of zeros.</param>
    /// <param name="rows">Rows of the product; no size is 0.</param>
    /// <param name="columns">Columns of the product.</param>
    /// <param name="depth">Terms of each sum.</param>
    /// <param name="transposeLeft">Whether the left operand is transposed.</param>
    public abstract void Multiply(ArrayView<double> left, ArrayView<double> right, ArrayView<double> product, int rows, int columns, int depth, bool transposeLeft);
}
