using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

/// <summary>The Gram matrix of a block of cells; those of blocks add up to that of the whole.</summary>
/// <param name="Rows">Rows summed over.</param>
/// <param name="Products">columns x columns, float64, symmetric: T'T.</param>
/// <param name="ColumnSums">Sum of each column of T.</param>
public sealed record GramBlock(long Rows, DenseMatrix<double> Products, double[] ColumnSums)
{
    /// <summary>Adds another block into this one and returns it; merge blocks by <see cref="BlockTree{T}"/> so that the order of additions is fixed.</summary>
    /// <remarks>Changes <see cref="Products"/> and <see cref="ColumnSums"/> in place: a Gram matrix is too large for a copy per block.</remarks>
    public GramBlock MergeInPlace(GramBlock other)
    {
        if (other.ColumnSums.Length != ColumnSums.Length) throw new ArgumentException($"A Gram matrix of {other.ColumnSums.Length} columns cannot be merged with one of {ColumnSums.Length}.", nameof(other));
        double[] sum = Products.Values, add = other.Products.Values;
        for (int i = 0; i < sum.Length; i++) sum[i] += add[i];
        for (int c = 0; c < ColumnSums.Length; c++) ColumnSums[c] += other.ColumnSums[c];
        return this with { Rows = Rows + other.Rows };
    }
}
