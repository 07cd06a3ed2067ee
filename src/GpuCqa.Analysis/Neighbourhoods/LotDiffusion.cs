using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Neighbourhoods;

/// <summary>Abundance of every lot in every cell's neighbourhood, by diffusion on the graph of the cells.</summary>
/// <remarks>
/// As in covarying neighbourhood analysis (Reshef et al., Nature Biotechnology 2022; package cna, diffuse_stepwise and _nam): each cell starts with its own
/// lot, and s becomes A D^-1 s + D^-1 s with D the weights at a cell plus 1, the weight of staying. It ends when a step lowers the median over cells of the
/// kurtosis over lots by less than 3, after three steps at the earliest and <see cref="MostSteps"/> at the latest. cna walks on UMAP's connectivities, this
/// on the shared-neighbour graph that clusters are made from, so that both routes see the same cells as near. O(steps x edges x lots). Every
/// sum is in the order of the edges: threads change no bit.
/// </remarks>
public static class LotDiffusion
{
    /// <summary>Steps at most.</summary>
    public const int MostSteps = 15;

    private const int FewestSteps = 3;
    private const double SmallestDrop = 3;
    private const double Staying = 1;
    private const int Chunk = 512;

    /// <summary>Walks.</summary>
    /// <param name="device">Its host threads walk.</param>
    /// <param name="graph">cells x cells, symmetric, weights not negative; the diagonal is ignored.</param>
    /// <param name="lots">Lot of each cell.</param>
    /// <param name="lotCount">Number of lots; each has a cell.</param>
    /// <param name="steps">Steps, or null for the rule.</param>
    /// <param name="cancellation">Seen between steps.</param>
    /// <exception cref="ArgumentException">The graph is not of these cells, or a lot has none.</exception>
    public static NeighbourhoodAbundance Run(ComputeDevice device, CsrMatrix<double> graph, int[] lots, int lotCount, int? steps = null, CancellationToken cancellation = default)
    {
        int cells = lots.Length;
        if (graph.Rows != cells || graph.Columns != cells) throw new ArgumentException($"Expected a graph of {cells} cells, found {graph.Rows} x {graph.Columns}.", nameof(graph));
        double[] own = new double[lotCount], leaving = new double[cells];
        foreach (int lot in lots) own[lot]++;
        if (own.Contains(0)) throw new ArgumentException("Every lot needs a cell.", nameof(lots));
        device.ForEach((cells + Chunk - 1) / Chunk, chunk => EachCell(chunk, cells, cell => leaving[cell] = Staying + Weight(graph, cell)));

        var sums = new DenseMatrix<double>(cells, lotCount);
        for (int cell = 0; cell < cells; cell++) sums[cell, lots[cell]] = 1;
        var next = new DenseMatrix<double>(cells, lotCount);
        double previous = double.PositiveInfinity;
        int done = 0;
        while (done < (steps ?? MostSteps))
        {
            cancellation.ThrowIfCancellationRequested();
            Step(device, graph, leaving, sums, next);
            (sums, next) = (next, sums);
            done++;
            if (steps is not null) continue;
            double kurtosis = MedianKurtosis(device, sums, own);
            if (previous - kurtosis < SmallestDrop && done >= FewestSteps) break;
            previous = kurtosis;
        }

        device.ForEach((cells + Chunk - 1) / Chunk, chunk => EachCell(chunk, cells, cell =>
        {
            Span<double> row = sums.Row(cell);
            for (int l = 0; l < row.Length; l++) row[l] /= own[l];
        }));
        return new NeighbourhoodAbundance(sums, done);
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

    // Fisher's kurtosis with population moments; a neighbourhood that is alike in all lots has none.
    private static double MedianKurtosis(ComputeDevice device, DenseMatrix<double> sums, double[] own)
    {
        int cells = sums.Rows, lots = sums.Columns;
        double[] all = new double[cells];
        device.ForEach((cells + Chunk - 1) / Chunk, chunk => EachCell(chunk, cells, cell =>
        {
            ReadOnlySpan<double> row = sums.Row(cell);
            double mean = 0, second = 0, fourth = 0;
            for (int l = 0; l < lots; l++) mean += row[l] / own[l];
            mean /= lots;
            for (int l = 0; l < lots; l++)
            {
                double square = ((row[l] / own[l]) - mean) * ((row[l] / own[l]) - mean);
                second += square;
                fourth += square * square;
            }

            all[cell] = second > 0 ? (fourth * lots / (second * second)) - 3 : double.NaN;
        }));
        double[] known = [.. all.Where(k => !double.IsNaN(k)).Order()];
        return known.Length == 0 ? 0 : known.Length % 2 == 1 ? known[known.Length / 2] : (known[(known.Length / 2) - 1] + known[known.Length / 2]) / 2;
    }

    private static void EachCell(int chunk, int cells, Action<int> body)
    {
        for (int cell = chunk * Chunk; cell < Math.Min(cells, (chunk + 1) * Chunk); cell++) body(cell);
    }
}
