using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Anchors;

/// <summary>Seurat's RunCCA without a cells x cells matrix, in float64.</summary>
/// <remarks>
/// Both sides are scaled by their own moments, genes that do not vary on either side are dropped, and each cell is standardized over the genes: X1, X2 (genes x cells). Wanted
/// are the leading singular vectors of M = X1' X2. With the Gram matrices G1 = X1 X1', G2 = X2 X2' (genes x genes, sums over blocks of cells) and a factor L L' of that of the
/// smaller side, G1 say, the squared singular values are the eigenvalues of L' G2 L; with eigenvectors w, V = X2' L w / s and U = M V / s = X1' G2 L w / s^2, made
/// block by block. Two rounds of subspace iteration on the same Gram matrices take back what squaring costs. Memory: three matrices of genes x genes and a block of cells.
/// </remarks>
public static class CanonicalCorrelation
{
    // Singular values below this part of the largest are rounding, as the Gram matrices hold squares.
    private const double Nothing = 1e-7;

    private const int Rounds = 2;

    /// <summary>Finds the space.</summary>
    /// <param name="device">Device to compute on.</param>
    /// <param name="reference">Reference cells.</param>
    /// <param name="query">Query cells.</param>
    /// <param name="columns">Genes that both sides have.</param>
    /// <param name="dimensions">Dimensions wanted.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    /// <exception cref="PreconditionException">Fewer genes vary on both sides than dimensions are wanted.</exception>
    public static CanonicalSpace Fit(ComputeDevice device, ExpressionTable reference, ExpressionTable query, int[] columns, int dimensions, CancellationToken cancellation)
    {
        var first = new ScaledSide(device, reference, columns);
        var second = new ScaledSide(device, query, columns);
        int[] genes = [.. first.Varying.Intersect(second.Varying)];
        if (genes.Length <= dimensions) throw new PreconditionException($"{genes.Length} genes vary both in the reference and in the query; canonical correlation in {dimensions} dimensions needs {dimensions + 1}.");
        first.Narrow(genes);
        second.Narrow(genes);
        bool swapped = second.Count < first.Count;
        (ScaledSide small, ScaledSide large) = swapped ? (second, first) : (first, second);
        DenseMatrix<double> smallGram = Gram(device, small, genes.Length, cancellation), largeGram = Gram(device, large, genes.Length, cancellation);
        DenseMatrix<double> leading = Leading(device, smallGram, largeGram, dimensions, cancellation);
        (DenseMatrix<double> ofSmall, DenseMatrix<double> ofLarge, double[] values) = Refined(device, smallGram, largeGram, leading, dimensions);
        DenseMatrix<double> smallCells = Cells(device, small, ofSmall, cancellation), largeCells = Cells(device, large, ofLarge, cancellation);
        (DenseMatrix<double> left, DenseMatrix<double> right) = swapped ? (largeCells, smallCells) : (smallCells, largeCells);
        FixSigns(left, right);
        DenseMatrix<double> loadings = Loadings(device, first, left, cancellation);
        DenseMatrix<double> more = Loadings(device, second, right, cancellation);
        for (int i = 0; i < loadings.Values.Length; i++) loadings.Values[i] += more.Values[i];
        return new CanonicalSpace(left, right, values, genes, loadings);
    }

    private static DenseMatrix<double> Gram(ComputeDevice device, ScaledSide side, int genes, CancellationToken cancellation)
    {
        var gram = new DenseMatrix<double>(genes, genes);
        foreach (DenseMatrix<double> block in side.Blocks(true))
        {
            cancellation.ThrowIfCancellationRequested();
            DenseMatrix<double> part = device.Gemm(block, block, transposeLeft: true);
            for (int i = 0; i < part.Values.Length; i++) gram.Values[i] += part.Values[i];
        }

        return gram;
    }

    // L w for the leading eigenvectors w of L' G L, where L L' is the Gram matrix of the smaller side; more than are wanted, for the iteration that follows.
    private static DenseMatrix<double> Leading(ComputeDevice device, DenseMatrix<double> small, DenseMatrix<double> large, int dimensions, CancellationToken cancellation)
    {
        DenseMatrix<double> factor = PivotedCholesky.Factor(device, small);
        cancellation.ThrowIfCancellationRequested();
        DenseMatrix<double> inner = device.Gemm(factor, device.Gemm(large, factor), transposeLeft: true);
        Symmetrize(inner);
        cancellation.ThrowIfCancellationRequested();
        EigenPairs pairs = device.SymmetricEigen(inner, Math.Min(factor.Columns, dimensions + Math.Max(5, dimensions / 2)), 1);
        return device.Gemm(factor, pairs.Vectors);
    }

    // From coefficients B of a basis of the larger side, Xl' B, to those of the singular vectors: U = Xs' A and V = Xl' B.
    private static (DenseMatrix<double> Small, DenseMatrix<double> Large, double[] Values) Refined(
        ComputeDevice device, DenseMatrix<double> small, DenseMatrix<double> large, DenseMatrix<double> basis, int dimensions)
    {
        for (int round = 0; round < Rounds; round++)
        {
            basis = Orthonormal(device, basis, large);
            basis = Orthonormal(device, device.Gemm(large, basis), small);
            basis = device.Gemm(small, basis);
        }

        basis = Orthonormal(device, basis, large);
        DenseMatrix<double> image = device.Gemm(large, basis);
        EigenPairs pairs = device.SymmetricEigen(Inner(device, image, small), basis.Columns, 1);
        var weights = new DenseMatrix<double>(basis.Columns, dimensions);
        var scaled = new DenseMatrix<double>(basis.Columns, dimensions);
        var values = new double[dimensions];
        for (int d = 0; d < Math.Min(dimensions, basis.Columns); d++)
        {
            double value = Math.Sqrt(Math.Max(0, pairs.Values[d]));
            if (!(value > Nothing * Math.Sqrt(pairs.Values[0]))) break;
            values[d] = value;
            for (int r = 0; r < basis.Columns; r++) (weights[r, d], scaled[r, d]) = (pairs.Vectors[r, d], pairs.Vectors[r, d] / value);
        }

        return (device.Gemm(image, scaled), device.Gemm(basis, weights), values);
    }

    // Coefficients of an orthonormal basis of the same space of X' B, where G = X X'; directions that are rounding are dropped.
    private static DenseMatrix<double> Orthonormal(ComputeDevice device, DenseMatrix<double> basis, DenseMatrix<double> gram)
    {
        DenseMatrix<double> inner = Inner(device, basis, gram);
        double[] lengths = [.. Enumerable.Range(0, inner.Rows).Select(i => inner[i, i] > 0 ? 1 / Math.Sqrt(inner[i, i]) : 0)];
        for (int i = 0; i < inner.Rows; i++)
        {
            for (int j = 0; j < inner.Rows; j++) inner[i, j] *= lengths[i] * lengths[j];
        }

        EigenPairs pairs = device.SymmetricEigen(inner, inner.Rows, 1);
        int kept = pairs.Values.TakeWhile(v => v > 1e-12 * pairs.Values[0]).Count();
        var turn = new DenseMatrix<double>(inner.Rows, kept);
        for (int r = 0; r < inner.Rows; r++)
        {
            for (int c = 0; c < kept; c++) turn[r, c] = lengths[r] * pairs.Vectors[r, c] / Math.Sqrt(pairs.Values[c]);
        }

        return device.Gemm(basis, turn);
    }

    private static DenseMatrix<double> Inner(ComputeDevice device, DenseMatrix<double> basis, DenseMatrix<double> gram)
    {
        DenseMatrix<double> inner = device.Gemm(basis, device.Gemm(gram, basis), transposeLeft: true);
        Symmetrize(inner);
        return inner;
    }

    private static void Symmetrize(DenseMatrix<double> matrix)
    {
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int j = i + 1; j < matrix.Rows; j++) matrix[i, j] = matrix[j, i] = 0.5 * (matrix[i, j] + matrix[j, i]);
        }
    }

    private static void FixSigns(DenseMatrix<double> reference, DenseMatrix<double> query)
    {
        for (int d = 0; d < reference.Columns; d++)
        {
            if (reference.Rows == 0 || reference[0, d] >= 0) continue;
            for (int r = 0; r < reference.Rows; r++) reference[r, d] = -reference[r, d];
            for (int r = 0; r < query.Rows; r++) query[r, d] = -query[r, d];
        }
    }

    private static DenseMatrix<double> Loadings(ComputeDevice device, ScaledSide side, DenseMatrix<double> cells, CancellationToken cancellation)
    {
        DenseMatrix<double>? sum = null;
        int first = 0;
        foreach (DenseMatrix<double> block in side.Blocks(false))
        {
            cancellation.ThrowIfCancellationRequested();
            var rows = new DenseMatrix<double>(block.Rows, cells.Columns, cells.Values[checked(first * cells.Columns)..checked((first + block.Rows) * cells.Columns)]);
            DenseMatrix<double> part = device.Gemm(block, rows, transposeLeft: true);
            for (int i = 0; sum is not null && i < part.Values.Length; i++) part.Values[i] += sum.Values[i];
            sum = part;
            first += block.Rows;
        }

        return sum!;
    }

    private static DenseMatrix<double> Cells(ComputeDevice device, ScaledSide side, DenseMatrix<double> coefficients, CancellationToken cancellation)
    {
        var result = new DenseMatrix<double>(side.Count, coefficients.Columns);
        int first = 0;
        foreach (DenseMatrix<double> block in side.Blocks(true))
        {
            cancellation.ThrowIfCancellationRequested();
            device.Gemm(block, coefficients).Values.CopyTo(result.Values.AsSpan(checked(first * result.Columns)));
            first += block.Rows;
        }

        return result;
    }
}
