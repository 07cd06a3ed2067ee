using GpuCqa.Analysis.Numerics;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Analysis.Layout;

/// <summary>Where the cells of a layout start.</summary>
/// <remarks>
/// A connected graph starts at its two smoothest eigenvectors, scaled to [-10, 10] (umap-learn, uwot). A graph in several components has no
/// such start; it begins, as in uwot, at the two leading principal components of the embedding, each scaled to standard deviation 1, so
/// that the components keep their places relative to each other. Normal noise of 1e-4 parts copies of one cell.
/// </remarks>
internal static class InitialLayout
{
    private const double Extent = 10;
    private const double Noise = 1e-4;

    /// <summary>Enough for a start that the optimization moves anyway.</summary>
    private const double SpectralPrecision = 1e-2;

    /// <summary>uwot's tolerance, where clusters hang together by so few edges that the eigenvalues themselves are as small.</summary>
    private const double SpectralFloor = 1e-4;

    /// <summary>Up to so many cells the whole spectrum is computed.</summary>
    private const int DenseCells = 64;

    /// <summary>Computes the start, cells x 2.</summary>
    public static DenseMatrix<double> Compute(ComputeDevice device, CsrMatrix<float> graph, DenseMatrix<float> embedding, ulong seed, CancellationToken cancel)
    {
        int cells = graph.Rows;
        DenseMatrix<double> start = cells > 3 && ConnectedComponents.Count(graph) == 1
            ? Spectral(device, graph, seed, cancel)
            : Principal(device, embedding);
        for (int i = 0; i < cells; i++)
        {
            var random = new Philox(seed, RandomPurpose.LayoutInitial, (ulong)i);
            start[i, 0] += Noise * random.NextNormal();
            start[i, 1] += Noise * random.NextNormal();
        }

        return start;
    }

    private static DenseMatrix<double> Spectral(ComputeDevice device, CsrMatrix<float> graph, ulong seed, CancellationToken cancel)
    {
        DenseMatrix<double> start = graph.Rows > DenseCells ? GraphSpectrum.Smoothest(device, graph, 2, SpectralPrecision, SpectralFloor, seed, cancel) : SmoothestOfFew(device, graph, seed);
        double largest = 0;
        foreach (double x in start.Values) largest = Math.Max(largest, Math.Abs(x));
        for (int i = 0; i < start.Values.Length; i++) start.Values[i] *= Extent / largest;
        return start;
    }

    private static DenseMatrix<double> SmoothestOfFew(ComputeDevice device, CsrMatrix<float> graph, ulong seed)
    {
        int cells = graph.Rows;
        var normalized = new DenseMatrix<double>(cells, cells);
        var degrees = new double[cells];
        for (int i = 0; i < cells; i++)
        {
            foreach (float w in graph.RowValues(i)) degrees[i] += w;
        }

        for (int i = 0; i < cells; i++)
        {
            for (int e = 0; e < graph.RowIndices(i).Length; e++)
            {
                int j = graph.RowIndices(i)[e];
                normalized[i, j] = graph.RowValues(i)[e] / Math.Sqrt(degrees[i] * degrees[j]);
            }
        }

        // The trivial pair, eigenvalue 1 and sqrt of the degrees, is moved to eigenvalue -1, so that the two wanted lead.
        double total = degrees.Sum();
        for (int i = 0; i < cells; i++)
        {
            for (int j = 0; j < cells; j++) normalized[i, j] -= 2 * Math.Sqrt(degrees[i] * degrees[j]) / total;
        }

        return device.SymmetricEigen(normalized, 2, seed).Vectors;
    }

    private static DenseMatrix<double> Principal(ComputeDevice device, DenseMatrix<float> embedding)
    {
        int cells = embedding.Rows, columns = embedding.Columns;
        var start = new DenseMatrix<double>(cells, 2);
        if (cells < 2 || columns == 0) return start;
        double[] means = CellBlocks.Sum(device, cells, columns, (first, last, sum) =>
        {
            for (int i = first; i < last; i++)
            {
                for (int c = 0; c < columns; c++) sum[c] += embedding[i, c];
            }
        });
        for (int c = 0; c < columns; c++) means[c] /= cells;
        double[] products = CellBlocks.Sum(device, cells, columns * columns, (first, last, sum) =>
        {
            for (int i = first; i < last; i++)
            {
                ReadOnlySpan<float> row = embedding.Row(i);
                for (int a = 0; a < columns; a++)
                {
                    double x = row[a] - means[a];
                    for (int b = 0; b < columns; b++) sum[(a * columns) + b] += x * (row[b] - means[b]);
                }
            }
        });
        EigenPairs axes = device.SymmetricEigen(new DenseMatrix<double>(columns, columns, products), Math.Min(2, columns), 0);
        for (int axis = 0; axis < axes.Values.Length; axis++)
        {
            double deviation = Math.Sqrt(Math.Max(0, axes.Values[axis]) / (cells - 1));
            if (deviation < 1e-12 * Math.Sqrt(Math.Max(0, axes.Values[0])) || deviation == 0) continue;
            for (int i = 0; i < cells; i++)
            {
                double score = 0;
                for (int c = 0; c < columns; c++) score += (embedding[i, c] - means[c]) * axes.Vectors[c, axis];
                start[i, axis] = score / deviation;
            }
        }

        return start;
    }
}
