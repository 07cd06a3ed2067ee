using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.Numerics;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Anchors;

/// <summary>How well each query cell comes back to its own neighbourhood when it is projected into the reference and from there into the query again.</summary>
/// <remarks>
/// Seurat's MappingScore with exact neighbours, on the unit sphere: q1 is the mean of the reference cells of a query cell's anchors; q2 the mean of the query cells of the anchors
/// near q1. The score compares the distances from the cell to the neighbours of q2 with those to its own neighbours, both seen through the cell's bandwidth. A query cell
/// whose kind the reference lacks comes back elsewhere, and scores low. 1 = as near as its own neighbours.
/// </remarks>
public static class MappingScores
{
    /// <summary>Anchors that carry a cell over (Seurat's kanchors).</summary>
    public const int KAnchors = 50;

    /// <summary>Neighbours whose distances are compared (Seurat's ksmooth); also the query cells needed.</summary>
    public const int KSmooth = 100;

    /// <summary>Neighbours that the bandwidth is taken from (Seurat's ksnn).</summary>
    public const int KShared = 20;

    // sd.weight is 1 here whatever the transfer uses.
    private const double Divisor = 4;

    /// <summary>Why there are no scores, or null when there can be: a query of fewer than 100 cells, or fewer than 50 different cells of either side in anchors.</summary>
    public static string? Missing(int queryCells, Anchor[] anchors)
    {
        if (queryCells < KSmooth) return $"{queryCells} cells, and mapping scores need {KSmooth}";
        int queries = anchors.Select(a => a.Query).Distinct().Count(), references = anchors.Select(a => a.Reference).Distinct().Count();
        if (queries < KAnchors) return $"{queries} different query cells in anchors, and mapping scores need {KAnchors}";
        return references < KAnchors ? $"{references} different reference cells in anchors, and mapping scores need {KAnchors}" : null;
    }

    /// <summary>Scores of all query cells, 0 to 1.</summary>
    /// <param name="device">Device to compute on.</param>
    /// <param name="reference">Reference cells.</param>
    /// <param name="query">Query cells, for which <see cref="Missing"/> is null.</param>
    /// <param name="anchors">The anchors.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <remarks>Where a bandwidth is 0 (more equal cells than neighbours), a distance counts 1 if it is that to the first neighbour or less, else 0.</remarks>
    public static double[] Of(ComputeDevice device, AnchorSpace reference, AnchorSpace query, Anchor[] anchors, CancellationToken cancellation) =>
        Of(device, reference, query, anchors, KAnchors, cancellation);

    /// <summary>The same with another number of anchors that carry a cell over.</summary>
    internal static double[] Of(ComputeDevice device, AnchorSpace reference, AnchorSpace query, Anchor[] anchors, int kAnchors, CancellationToken cancellation)
    {
        AnchorWeights over = AnchorMembers.OfQuery(anchors).Weigh(device, query.Points, query.Unit, anchors, kAnchors, Divisor);
        cancellation.ThrowIfCancellationRequested();
        using DeviceMatrix<float> projected = device.Upload(Single(device.AnchorMeans(over, reference.Points, [.. anchors.Select(a => a.Reference)])));
        AnchorWeights back = AnchorMembers.OfReference(anchors).Weigh(device, projected, reference.Unit, anchors, kAnchors, Divisor);
        using DeviceMatrix<float> returned = device.Upload(Single(device.AnchorMeans(back, query.Points, [.. anchors.Select(a => a.Query)])));
        cancellation.ThrowIfCancellationRequested();
        NeighborTable own = query.Within(KSmooth), after = device.NearestNeighbors(returned, query.Points, KSmooth, DistanceMetric.Euclidean);
        cancellation.ThrowIfCancellationRequested();
        CsrMatrix<double> shared = device.SharedNeighbors(own.Nearest(KShared), 0);
        var scores = new double[query.Count];
        CellBlocks.Run(device, scores.Length, (first, last) =>
        {
            for (int cell = first; cell < last; cell++) scores[cell] = Score(query.Unit, own.DistancesOf(cell), after.IndicesOf(cell), shared, cell);
        });
        return scores;
    }

    /// <summary>Score of one cell.</summary>
    /// <param name="cells">cells x dimensions.</param>
    /// <param name="own">Distances to its own nearest, itself first.</param>
    /// <param name="after">Cells nearest to where it came back.</param>
    /// <param name="shared">Shared-neighbour graph, not pruned.</param>
    /// <param name="cell">The cell.</param>
    internal static double Score(DenseMatrix<float> cells, ReadOnlySpan<double> own, ReadOnlySpan<int> after, CsrMatrix<double> shared, int cell)
    {
        double first = own[1], bandwidth = Reach(cells, shared, cell) - first, here = 0, there = 0;
        foreach (double distance in own) here += Nearness(distance - first, bandwidth);
        foreach (int other in after) there += Nearness(Distance(cells, cell, other) - first, bandwidth);
        return Math.Min(1, there / after.Length / (here / own.Length));
    }

    // The mean distance to the cells that share the least with this one, as many as the graph has neighbours; of those that share equally little, the farthest.
    private static double Reach(DenseMatrix<float> cells, CsrMatrix<double> shared, int cell)
    {
        ReadOnlySpan<int> others = shared.RowIndices(cell);
        ReadOnlySpan<double> values = shared.RowValues(cell);
        int count = Math.Min(KShared, others.Length);
        double[] rising = values.ToArray();
        Array.Sort(rising);
        var distances = new List<double>();
        for (int i = 0; i < others.Length; i++)
        {
            if (values[i] <= rising[count - 1]) distances.Add(Distance(cells, cell, others[i]));
        }

        distances.Sort();
        double sum = 0;
        for (int i = distances.Count - count; i < distances.Count; i++) sum += distances[i];
        return sum / count;
    }

    private static double Nearness(double beyond, double bandwidth) => bandwidth > 0 ? Math.Exp(-beyond / bandwidth) : beyond <= 0 ? 1 : 0;

    private static double Distance(DenseMatrix<float> cells, int a, int b)
    {
        ReadOnlySpan<float> x = cells.Row(a), y = cells.Row(b);
        double squares = 0;
        for (int d = 0; d < x.Length; d++)
        {
            double difference = (double)x[d] - y[d];
            squares += difference * difference;
        }

        return Math.Sqrt(squares);
    }

    private static DenseMatrix<float> Single(DenseMatrix<double> values) => new(values.Rows, values.Columns, Array.ConvertAll(values.Values, x => (float)x));
}
