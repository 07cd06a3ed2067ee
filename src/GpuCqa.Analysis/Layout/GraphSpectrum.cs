using System.Runtime.Intrinsics;
using GpuCqa.Analysis.Numerics;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Analysis.Layout;

/// <summary>The smoothest non-trivial eigenvectors of a connected graph: those of the normalized Laplacian I - D^-1/2 W D^-1/2 with the smallest eigenvalues above 0.</summary>
/// <remarks>
/// Chebyshev-filtered subspace iteration (Zhou, Saad, Tiago and Chelikowsky, 2006) on D^-1/2 W D^-1/2 with the trivial eigenvector, sqrt of the
/// degrees, kept apart exactly. Starts from Philox normals; sums over fixed blocks; the same bits on any number of threads. O(edges) a product.
/// </remarks>
internal sealed class GraphSpectrum
{
    /// <summary>Vectors iterated: the trivial one, the wanted ones, and some that speed up the convergence of these.</summary>
    private const int Width = 8;

    private const int Half = Width / 2;

    /// <summary>Degrees of the filters: twice that of two rounds before, as a filter of degree d parts eigenvalues that are (1 / d)^2 apart, and many of a low degree do not.</summary>
    private const int FirstDegree = 16, MostDegree = 64;
    private const int MostRounds = 12;

    private readonly ComputeDevice device;
    private readonly CsrMatrix<float> graph;
    private readonly double[] inverseRoots;
    private readonly SubspaceBasis basis;

    private GraphSpectrum(ComputeDevice device, CsrMatrix<float> graph)
    {
        this.device = device;
        this.graph = graph;
        int cells = graph.Rows;
        inverseRoots = new double[cells];
        basis = new SubspaceBasis(device, cells, Width);
        CellBlocks.Run(device, cells, (first, last) =>
        {
            for (int i = first; i < last; i++)
            {
                double degree = 0;
                foreach (float w in graph.RowValues(i)) degree += w;
                inverseRoots[i] = 1 / Math.Sqrt(degree);
                basis.Values[(long)i * Width] = Math.Sqrt(degree);
            }
        });
    }

    /// <summary>The leading eigenvectors.</summary>
    /// <param name="device">Device.</param>
    /// <param name="graph">cells x cells, weights, symmetric and connected, CSR; more cells than <see cref="Width"/>.</param>
    /// <param name="wanted">Number of vectors, at most 4.</param>
    /// <param name="precision">Largest norm of L v - l v, as a share of the Laplacian's eigenvalue l.</param>
    /// <param name="floor">Norm of L v - l v that is small enough in any case.</param>
    /// <param name="seed">Seed of the start.</param>
    /// <param name="cancel">Stops between rounds.</param>
    /// <returns>cells x wanted, unit columns, smoothest first, largest |entry| of a column positive.</returns>
    public static DenseMatrix<double> Smoothest(ComputeDevice device, CsrMatrix<float> graph, int wanted, double precision, double floor, ulong seed, CancellationToken cancel)
    {
        var spectrum = new GraphSpectrum(device, graph);
        spectrum.Start(seed);
        double cut = 0;
        for (int round = 0; round < MostRounds; round++)
        {
            cancel.ThrowIfCancellationRequested();
            spectrum.Filter(cut, round == 0 ? 4 : Math.Min(MostDegree, FirstDegree << (round / 2)));
            (double[] values, double[] residuals) = spectrum.Ritz();
            cut = values[^1];
            bool converged = true;
            for (int v = 0; v < wanted; v++) converged &= residuals[v] <= Math.Max(floor, precision * Math.Max(1 - values[v], 1e-9));
            if (converged) break;
        }

        return spectrum.basis.Columns(1, wanted);
    }

    private void Start(ulong seed)
    {
        CellBlocks.Run(device, graph.Rows, (first, last) =>
        {
            for (int i = first; i < last; i++)
            {
                var random = new Philox(seed, RandomPurpose.EigenStart, (ulong)i);
                for (int c = 1; c < Width; c++) basis.Values[((long)i * Width) + c] = random.NextNormal();
            }
        });
        basis.Orthonormalize();
    }

    /// <summary>Applies the Chebyshev polynomial that is small on [-1, cut] and grows above it.</summary>
    private void Filter(double cut, int degree)
    {
        double half = (cut + 1) / 2, middle = (cut - 1) / 2;
        double[] previous = (double[])basis.Values.Clone(), current = new double[previous.Length], next = new double[previous.Length];
        Product(previous, current, 1 / half, -middle / half, null);
        for (int d = 2; d <= degree; d++)
        {
            Product(current, next, 2 / half, -2 * middle / half, previous);
            (previous, current, next) = (current, next, previous);
        }

        // The trivial vector is exact; the filter would only scale it.
        for (long i = 0; i < current.LongLength; i += Width) current[i] = basis.Values[i];
        basis.Take(current);
        basis.Orthonormalize();
    }

    private (double[] Values, double[] Residuals) Ritz()
    {
        var image = new double[basis.Values.Length];
        Product(basis.Values, image, 1, 0, null);
        return basis.Rotate(image);
    }

    /// <summary>to = scale D^-1/2 W D^-1/2 from + shift from - minus.</summary>
    /// <remarks>The eight columns of a cell are one cache line and two vectors of four, which stay in registers over the cell's edges.</remarks>
    private void Product(double[] from, double[] to, double scale, double shift, double[]? minus) => CellBlocks.Run(device, graph.Rows, (first, last) =>
    {
        for (int i = first; i < last; i++)
        {
            Vector256<double> left = default, right = default;
            ReadOnlySpan<int> others = graph.RowIndices(i);
            ReadOnlySpan<float> weights = graph.RowValues(i);
            for (int e = 0; e < others.Length; e++)
            {
                Vector256<double> weight = Vector256.Create(weights[e] * inverseRoots[others[e]]);
                ReadOnlySpan<double> row = from.AsSpan(others[e] * Width, Width);
                left += weight * Vector256.Create(row);
                right += weight * Vector256.Create(row[Half..]);
            }

            int at = i * Width;
            Vector256<double> own = Vector256.Create(scale * inverseRoots[i]), moved = Vector256.Create(shift);
            left = (own * left) + (moved * Vector256.Create(from.AsSpan(at)));
            right = (own * right) + (moved * Vector256.Create(from.AsSpan(at + Half)));
            if (minus is not null)
            {
                left -= Vector256.Create(minus.AsSpan(at));
                right -= Vector256.Create(minus.AsSpan(at + Half));
            }

            left.CopyTo(to.AsSpan(at));
            right.CopyTo(to.AsSpan(at + Half));
        }
    });
}
