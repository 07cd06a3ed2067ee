using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public abstract partial class ComputeDevice
{
    /// <summary>The Gram matrix T'T and the column sums of a block of cells.</summary>
    /// <param name="block">T, cells x genes, scaled sparse part, CSR, float64.</param>
    /// <remarks>
    /// Each product sums over cells in row order in float64. The Gram matrix of Z = T - 1 m' follows as T'T - s m' - m s' + n m m' with s the column
    /// sums. All devices: 1e-12 relative to the product of the two columns' norms. O(cells x (entries of a cell)^2), or a dense rank-k update where the block is dense.
    /// </remarks>
    public virtual GramBlock Gram(DeviceCsr<double> block)
    {
        CsrMatrix<double> matrix = OnHost(block);
        var products = new DenseMatrix<double>(matrix.Columns, matrix.Columns);
        var sums = new double[matrix.Columns];
        for (int r = 0; r < matrix.Rows; r++)
        {
            ReadOnlySpan<int> columns = matrix.RowIndices(r);
            ReadOnlySpan<double> values = matrix.RowValues(r);
            for (int i = 0; i < values.Length; i++)
            {
                sums[columns[i]] += values[i];
                Span<double> row = products.Row(columns[i]);
                for (int j = i; j < values.Length; j++) row[columns[j]] += values[i] * values[j];
            }
        }

        for (int i = 0; i < matrix.Columns; i++)
        {
            for (int j = i + 1; j < matrix.Columns; j++) products[j, i] = products[i, j];
        }

        return new GramBlock(matrix.Rows, products, sums);
    }

    /// <summary>The Gram matrix T'T and the column sums of consecutive blocks of cells.</summary>
    /// <param name="columns">Columns of every block.</param>
    /// <param name="blocks">Blocks as <see cref="Gram"/> takes them, in order; each is done with when the next is asked for, so that they may be made and let go one by one.</param>
    /// <returns>Zeros where there is no block.</returns>
    /// <remarks>Merged in the fixed tree of <see cref="BlockTree{T}"/> here; a device with memory of its own adds them up there. All devices: the tolerance of <see cref="Gram"/>.</remarks>
    public virtual GramBlock GramSum(int columns, IEnumerable<DeviceCsr<double>> blocks)
    {
        var tree = new BlockTree<GramBlock>((a, b) => a.MergeInPlace(b));
        foreach (DeviceCsr<double> block in blocks)
        {
            CheckLength(block.Columns, columns, nameof(blocks));
            tree.Add(Gram(block));
        }

        return tree.Count > 0 ? tree.Finish() : new GramBlock(0, new DenseMatrix<double>(columns, columns), new double[columns]);
    }

    /// <summary>Projects a block of cells on loadings.</summary>
    /// <param name="block">T, cells x genes, scaled sparse part, CSR, float64.</param>
    /// <param name="loadings">V, genes x components, row-major, float64.</param>
    /// <param name="offset">Per component, what is subtracted (m'V of the scaled means).</param>
    /// <returns>cells x components, row-major: T V - offset, summed in float64 in column order, rounded once to float32.</returns>
    /// <remarks>All devices: one unit in the last place of float32.</remarks>
    public virtual DeviceMatrix<float> Project(DeviceCsr<double> block, DenseMatrix<double> loadings, double[] offset)
    {
        CheckLength(loadings.Rows, block.Columns, nameof(loadings));
        CheckLength(offset.Length, loadings.Columns, nameof(offset));
        CsrMatrix<double> matrix = OnHost(block);
        var result = new DenseMatrix<float>(matrix.Rows, loadings.Columns);
        var sums = new double[loadings.Columns];
        for (int r = 0; r < matrix.Rows; r++)
        {
            Array.Clear(sums);
            ReadOnlySpan<int> columns = matrix.RowIndices(r);
            ReadOnlySpan<double> values = matrix.RowValues(r);
            for (int i = 0; i < values.Length; i++)
            {
                ReadOnlySpan<double> weights = loadings.Row(columns[i]);
                for (int d = 0; d < sums.Length; d++) sums[d] += values[i] * weights[d];
            }

            for (int d = 0; d < sums.Length; d++) result[r, d] = (float)(sums[d] - offset[d]);
        }

        return Upload(result);
    }
}
