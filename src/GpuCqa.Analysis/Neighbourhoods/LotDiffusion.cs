using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Neighbourhoods;

/// <summary>Abundance of every lot in every cell's neighbourhood, by diffusion on the graph of the cells.</summary>
/// <remarks>
/// The walk of covarying neighbourhood analysis (Reshef et al., Nature Biotechnology 2022; package cna, diffuse_stepwise and _nam): each cell starts with its own
/// lot, and s becomes A D^-1 s + D^-1 s with D the weights at a cell plus 1, the weight of staying. cna walks on UMAP's connectivities, this
/// on the shared-neighbour graph that clusters are made from, so that both routes see the same cells as near. How far it goes is another's to say (<see cref="NeighbourhoodField"/>):
/// cna stops when a step lowers the median kurtosis over lots by less than 3, but over n lots kurtosis cannot exceed n - 5 + 1 / (n - 1), 6.1 for 11 lots, so that with few lots
/// its rule stops at three steps whatever the data, where most of what lies around a cell is chance. O(steps x edges x lots). Every sum is in the order of the edges: threads change no bit.
/// </remarks>
public static class LotDiffusion
{
    /// <summary>Steps at most.</summary>
    public const int MostSteps = 30;

    /// <summary>Steps at least, as cna's.</summary>
    public const int FewestSteps = 3;

    private const double Staying = 1;
    private const int Chunk = 512;

    /// <summary>Walks a number of steps.</summary>
    /// <param name="device">Its host threads walk.</param>
    /// <param name="graph">cells x cells, symmetric, weights not negative; the diagonal is ignored.</param>
    /// <param name="lots">Lot of each cell.</param>
    /// <param name="lotCount">Number of lots; each has a cell.</param>
    /// <param name="steps">Steps.</param>
    /// <param name="cancellation">Seen between steps.</param>
    /// <exception cref="ArgumentException">The graph is not of these cells, or a lot has none.</exception>
    public static NeighbourhoodAbundance Run(ComputeDevice device, CsrMatrix<double> graph, int[] lots, int lotCount, int steps, CancellationToken cancellation = default) =>
        Walk(device, graph, lots, lotCount, cancellation).Skip(steps - 1).First();

    /// <summary>What lies around each cell after each step from the first on, without end. Every entry is a matrix of its own.</summary>
    /// <inheritdoc cref="Run"/>
    public static IEnumerable<NeighbourhoodAbundance> Walk(ComputeDevice device, CsrMatrix<double> graph, int[] lots, int lotCount, CancellationToken cancellation = default)
    {
        int cells = lots.Length;
        if (graph.Rows != cells || graph.Columns != cells) throw new ArgumentException($"Expected a graph of {cells} cells, found {graph.Rows} x {graph.Columns}.", nameof(graph));
        double[] own = new double[lotCount], leaving = new double[cells];
        foreach (int lot in lots) own[lot]++;
        if (own.Contains(0)) throw new ArgumentException("Every lot needs a cell.", nameof(lots));
        device.ForEach((cells + Chunk - 1) / Chunk, chunk => EachCell(chunk, cells, cell => leaving[cell] = Staying + Weight(graph, cell)));
        return Steps(device, graph, lots, own, leaving, cancellation);
    }

    private static IEnumerable<NeighbourhoodAbundance> Steps(ComputeDevice device, CsrMatrix<double> graph, int[] lots, double[] own, double[] leaving, CancellationToken cancellation)
    {
        int cells = lots.Length;
        // Shares of each lot from the first step on: the walk is linear in them.
        var shares = new DenseMatrix<double>(cells, own.Length);
        for (int cell = 0; cell < cells; cell++) shares[cell, lots[cell]] = 1 / own[lots[cell]];
        for (int done = 1; ; done++)
        {
            cancellation.ThrowIfCancellationRequested();
            var next = new DenseMatrix<double>(cells, own.Length);
            Step(device, graph, leaving, shares, next);
            yield return new NeighbourhoodAbundance(next, done);
            // Step left its source divided by what leaves a cell; the next one starts from a copy, so that what was handed out stays as it was.
            next.Values.CopyTo(shares.Values, 0);
        }
    }

    private static void Step(ComputeDevice device, CsrMatrix<double> graph, double[] leaving, DenseMatrix<double> from, DenseMatrix<double> to)
    {
        int cells = from.Rows, chunks = (cells + Chunk - 1) / Chunk;
        // What leaves a cell along an edge of weight 1.
        device.ForEach(chunks, chunk => EachCell(chunk, cells, cell =>
        {
            Span<double> row = from.Row(cell);
            for (int l = 0; l < row.Length; l++) row[l] /= leaving[cell];
        }));
        device.ForEach(chunks, chunk => EachCell(chunk, cells, cell =>
        {
            Span<double> sum = to.Row(cell);
            ReadOnlySpan<double> stays = from.Row(cell);
            for (int l = 0; l < sum.Length; l++) sum[l] = Staying * stays[l];
            ReadOnlySpan<int> neighbours = graph.RowIndices(cell);
            ReadOnlySpan<double> weights = graph.RowValues(cell);
            for (int e = 0; e < neighbours.Length; e++)
            {
                if (neighbours[e] == cell) continue;
                double weight = weights[e];
                ReadOnlySpan<double> comes = from.Row(neighbours[e]);
                for (int l = 0; l < sum.Length; l++) sum[l] += weight * comes[l];
            }
        }));
    }

    private static double Weight(CsrMatrix<double> graph, int cell)
    {
        ReadOnlySpan<int> neighbours = graph.RowIndices(cell);
        ReadOnlySpan<double> weights = graph.RowValues(cell);
        double sum = 0;
        for (int e = 0; e < neighbours.Length; e++)
        {
            if (neighbours[e] != cell) sum += weights[e];
        }

        return sum;
    }

    private static void EachCell(int chunk, int cells, Action<int> body)
    {
        for (int cell = chunk * Chunk; cell < Math.Min(cells, (chunk + 1) * Chunk); cell++) body(cell);
    }
}
