using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Progress;

namespace GpuCqa.Analysis.Components;

/// <summary>Seurat's ScaleData and RunPCA without a dense matrix: Gram matrix of the scaled, clipped genes, then its leading eigenvectors.</summary>
/// <remarks>
/// z = min((x - mean) / sd, 10), not centred again after clipping, so the decomposition is Seurat's uncentred one and not
/// prcomp's. A zero scales to -mean / sd and is never clipped, hence Z = T - 1 m' with T sparse and m = mean / sd, and
/// Z'Z = T'T - s m' - m s' + n m m' with s the column sums of T. Each sum runs over row blocks and is merged in a fixed
/// tree; float64 throughout, projections are rounded to float32 at the end.
/// </remarks>
public static class PrincipalComponents
{
    /// <summary>Seurat's scale.max.</summary>
    public const double Clip = 10;

    /// <summary>Fits the model on all cells.</summary>
    /// <param name="device">Device to compute on.</param>
    /// <param name="blocks">Normalized values.</param>
    /// <param name="genes">Selected genes, in rank order.</param>
    /// <param name="components">Components wanted; fewer are returned when the genes or cells allow fewer.</param>
    /// <param name="seed">Seed of the eigensolver's starting vectors.</param>
    /// <param name="progress">Receives blocks done.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    /// <exception cref="Core.Errors.PreconditionException">Fewer than two of the genes vary.</exception>
    public static PcaModel Fit(ComputeDevice device, NormalizedBlocks blocks, int[] genes, int components, ulong seed, StepProgress progress, CancellationToken cancellation) =>
        Fit(device, blocks, genes, components, PcaScaling.Seurat, seed, progress, cancellation);

    /// <summary>Fits the model on all cells, scaled otherwise than Seurat does.</summary>
    /// <param name="device">Device to compute on.</param>
    /// <param name="blocks">Normalized values.</param>
    /// <param name="genes">Selected genes, in rank order.</param>
    /// <param name="components">Components wanted; fewer are returned when the genes or cells allow fewer.</param>
    /// <param name="scaling">What is done to each gene.</param>
    /// <param name="seed">Seed of the eigensolver's starting vectors.</param>
    /// <param name="progress">Receives blocks done.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    /// <exception cref="Core.Errors.PreconditionException">Fewer than two of the genes vary.</exception>
    public static PcaModel Fit(
        ComputeDevice device, NormalizedBlocks blocks, int[] genes, int components, PcaScaling scaling, ulong seed, StepProgress progress, CancellationToken cancellation)
    {
        progress.Begin("principal components", 2L * blocks.Count);
        ScaledGenes scaled = ScaledGenes.Of(genes, Moments(device, blocks, genes, progress, cancellation), scaling);
        PcaModel model = Model(device, scaled, Gram(device, blocks, scaled, progress, cancellation), components, seed);
        progress.End();
        return model;
    }

    /// <summary>The Gram matrix and the column sums of the scaled, clipped genes' sparse part.</summary>
    internal static GramBlock Gram(ComputeDevice device, NormalizedBlocks blocks, ScaledGenes genes, StepProgress progress, CancellationToken cancellation)
    {
        int[] map = blocks.Map(genes.Genes);
        return device.GramSum(genes.Genes.Length, Scaled());

        IEnumerable<DeviceCsr<double>> Scaled()
        {
            int done = 0;
            foreach (DeviceCsr<double> normalized in blocks.Sweep(map, genes.Genes.Length))
            {
                cancellation.ThrowIfCancellationRequested();
                using DeviceCsr<double> scaled = device.ScaleSparsePart(normalized, genes.Means, genes.Deviations, genes.Clip);
                yield return scaled;
                progress.Report(blocks.Count + ++done);
            }
        }
    }

    /// <summary>The leading eigenvectors of a Gram matrix, which is changed in place.</summary>
    internal static PcaModel Model(ComputeDevice device, ScaledGenes genes, GramBlock gram, int components, ulong seed)
    {
        double total = Shift(gram, genes.Means, genes.Deviations);
        int count = (int)Math.Min(components, Math.Min(genes.Genes.Length - 1, gram.Rows - 1));
        EigenPairs pairs = device.SymmetricEigen(gram.Products, count, seed);
        double[] spread = pairs.Values.Select(v => Math.Sqrt(Math.Max(0, v) / (gram.Rows - 1))).ToArray();
        return new PcaModel(genes.Genes, genes.Means, genes.Deviations, genes.Clip, pairs.Vectors, spread, total);
    }

    /// <summary>Projects all cells on the loadings.</summary>
    /// <returns>cells x components, float32.</returns>
    public static DenseMatrix<float> Project(ComputeDevice device, NormalizedBlocks blocks, PcaModel model, int cells, CancellationToken cancellation)
    {
        int d = model.Loadings.Columns;
        double[] offset = Offset(model);
        var result = new DenseMatrix<float>(cells, d);
        int[] map = blocks.Map(model.Genes);
        int first = 0;
        foreach (DeviceCsr<double> normalized in blocks.Sweep(map, model.Genes.Length))
        {
            cancellation.ThrowIfCancellationRequested();
            using DeviceCsr<double> scaled = device.ScaleSparsePart(normalized, model.Means, model.Deviations, model.Clip);
            using DeviceMatrix<float> projected = device.Project(scaled, model.Loadings, offset);
            DenseMatrix<float> rows = device.Download(projected);
            rows.Values.AsSpan(0, rows.Rows * d).CopyTo(result.Values.AsSpan(checked(first * d)));
            first += rows.Rows;
        }

        return result;
    }

    /// <summary>Per component, the sum of mean / deviation x loading: what a cell without a count is projected to, negated.</summary>
    /// <param name="model">The model.</param>
    /// <param name="present">Per selected gene, whether it was measured, none = all were; others drop out of the sum.</param>
    internal static double[] Offset(PcaModel model, ReadOnlySpan<bool> present = default)
    {
        int d = model.Loadings.Columns;
        double[] offset = new double[d];
        for (int g = 0; g < model.Genes.Length; g++)
        {
            if (!present.IsEmpty && !present[g]) continue;
            double atZero = model.Means[g] / model.Deviations[g];
            for (int k = 0; k < d; k++) offset[k] += atZero * model.Loadings[g, k];
        }

        return offset;
    }

    /// <summary>Moments of the normalized values of some genes.</summary>
    internal static ColumnMoments Moments(ComputeDevice device, NormalizedBlocks blocks, int[] genes, StepProgress progress, CancellationToken cancellation)
    {
        int[] map = blocks.Map(genes);
        var tree = new BlockTree<ColumnMoments>((a, b) => a.Merge(b));
        int done = 0;
        foreach (DeviceCsr<double> normalized in blocks.Sweep(map, genes.Length))
        {
            cancellation.ThrowIfCancellationRequested();
            tree.Add(device.ColumnMoments(normalized));
            progress.Report(++done);
        }

        return tree.Finish();
    }

    // Turns T'T into Z'Z in place and returns the sum of the variances of Z's columns.
    private static double Shift(GramBlock gram, double[] means, double[] deviations)
    {
        int p = means.Length;
        double n = gram.Rows, total = 0;
        double[] m = new double[p];
        for (int i = 0; i < p; i++) m[i] = means[i] / deviations[i];
        double[] products = gram.Products.Values;
        for (int i = 0; i < p; i++)
        {
            for (int j = 0; j < p; j++)
            {
                // The same expression for (i, j) and (j, i), so that symmetry is exact.
                double cross = (gram.ColumnSums[i] * m[j]) + (gram.ColumnSums[j] * m[i]);
                products[((long)i * p) + j] += (n * (m[i] * m[j])) - cross;
            }

            double mean = (gram.ColumnSums[i] / n) - m[i];
            total += (products[((long)i * p) + i] - (n * mean * mean)) / (n - 1);
        }

        return total;
    }
}
