using GpuCqa.Compute.Linear;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public sealed partial class CpuDevice
{
    /// <inheritdoc/>
    /// <remarks>The choice between sparse and dense products depends on the block's entries only. Each product sums over cells in row order: bits do not depend on threads.</remarks>
    public override GramBlock Gram(DeviceCsr<double> block)
    {
        CsrMatrix<double> matrix = OnHost(block);
        var products = new DenseMatrix<double>(matrix.Columns, matrix.Columns);
        var sums = new double[matrix.Columns];
        for (int r = 0; r < matrix.Rows; r++)
        {
            ReadOnlySpan<int> columns = matrix.RowIndices(r);
            ReadOnlySpan<double> values = matrix.RowValues(r);
            for (int i = 0; i < values.Length; i++) sums[columns[i]] += values[i];
        }

        if (SparseGram.Pays(matrix)) SparseGram.Fill(this, matrix, products);
        else DenseGram.Fill(this, Kernels, matrix, products);
        GramMirror.Fill(this, products);
        return new GramBlock(matrix.Rows, products, sums);
    }

    /// <inheritdoc/>
    public override unsafe DeviceMatrix<float> Project(DeviceCsr<double> block, DenseMatrix<double> loadings, double[] offset)
    {
        CheckLength(loadings.Rows, block.Columns, nameof(loadings));
        CheckLength(offset.Length, loadings.Columns, nameof(offset));
        CsrMatrix<double> matrix = OnHost(block);
        var result = new DenseMatrix<float>(matrix.Rows, loadings.Columns);
        int components = loadings.Columns;
        DenseKernels kernel = Kernels;
        ForEach(matrix.Rows, r =>
        {
            Span<double> sums = components <= 512 ? stackalloc double[components] : new double[components];
            sums.Clear();
            ReadOnlySpan<int> columns = matrix.RowIndices(r);
            ReadOnlySpan<double> values = matrix.RowValues(r);
            fixed (double* weights = loadings.Values, to = sums)
            {
                for (int i = 0; i < values.Length; i++) kernel.AddScaled(values[i], weights + ((long)columns[i] * components), to, components);
            }

            for (int d = 0; d < components; d++) result[r, d] = (float)(sums[d] - offset[d]);
        });
        return Upload(result);
    }
}
