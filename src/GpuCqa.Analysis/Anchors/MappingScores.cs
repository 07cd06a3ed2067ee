using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.Numerics;
using GpuCqa.Compute;
using GpuCqa.Compute.Exact;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Anchors;

/// <summary>How well each query cell comes back to its own neighbourhood when it is projected into the reference and from there into the query again.</summary>
/// <remarks>
/// Seurat's MappingScore with exact neighbours, on the unit sphere: q1 is the mean of the reference cells of a query cell's anchors; q2 the mean of the query cells of the anchors
/// near q1. The score compares the distances from the cell to the neighbours of q2 with those to its own neighbours, both seen through the cell's bandwidth. A query cell
/// whose kind the reference lacks comes back elsewhere, and scores low. 1 = as near as its own neighbours.
/// Cells go there and back in blocks; kept of all cells are their 100 nearest (1,200 bytes a cell) and who lists whom among the 20 nearest.
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

    // Cells that go there and back at a time: lists of some 20 MB, and queries enough for a device.
    private const int BlockCells = 16_384;

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
        NeighborTable own = query.Within(KSmooth);
        cancellation.ThrowIfCancellationRequested();
        using AnchorSide over = new(device, AnchorMembers.OfQuery(anchors), query.Unit, anchors), back = new(device, AnchorMembers.OfReference(anchors), reference.Unit, anchors);
        var listed = new ListedMembers(over.Members.Cells, query.Unit, own);
        int[] references = Array.ConvertAll(anchors, a => a.Reference), queries = Array.ConvertAll(anchors, a => a.Query);
        var bandwidths = new SharedBandwidths(query.Unit, own, KShared);
        var scores = new double[query.Count];
        for (int first = 0; first < scores.Length; first += BlockCells)
        {
            cancellation.ThrowIfCancellationRequested();
            int from = first, cells = Math.Min(BlockCells, scores.Length - first);
            AnchorWeights there = over.Weigh(listed.Nearest([.. Enumerable.Range(from, cells)], kAnchors, rows => over.Nearest(rows, kAnchors)), kAnchors, Divisor);
            using DeviceMatrix<float> projected = device.Upload(Single(device.AnchorMeans(there, reference.Points, references)));
            AnchorWeights home = back.Weigh(back.Nearest(projected, kAnchors), kAnchors, Divisor);
            using DeviceMatrix<float> returned = device.Upload(Single(device.AnchorMeans(home, query.Points, queries)));
            NeighborTable after = device.NearestNeighbors(returned, query.Points, KSmooth, DistanceMetric.Euclidean);
            CellBlocks.Run(device, cells, (begin, end) =>
            {
                SharedBandwidths.Scratch scratch = bandwidths.Rent();
                for (int i = begin; i < end; i++)
                {
                    double nearest = own.DistancesOf(from + i)[1];
                    scores[from + i] = Score(query.Unit, own.DistancesOf(from + i)[..KSmooth], after.IndicesOf(i), bandwidths.Of(from + i, scratch) - nearest, from + i);
                }

                bandwidths.Return(scratch);
            });
        }

        return scores;
    }

    /// <summary>Score of one cell.</summary>
    /// <param name="cells">cells x dimensions.</param>
    /// <param name="own">Distances to its own nearest, itself first.</param>
    /// <param name="after">Cells nearest to where it came back.</param>
    /// <param name="bandwidth">How far beyond its nearest neighbour the cell sees.</param>
    /// <param name="cell">The cell.</param>
    internal static double Score(DenseMatrix<float> cells, ReadOnlySpan<double> own, ReadOnlySpan<int> after, double bandwidth, int cell)
    {
        double first = own[1], here = 0, there = 0;
        Span<double> back = stackalloc double[after.Length];
        ExactDistance.Euclidean(cells.Row(cell), cells, after, back);
        foreach (double distance in own) here += Nearness(distance - first, bandwidth);
        foreach (double distance in back) there += Nearness(distance - first, bandwidth);
        return Math.Min(1, there / after.Length / (here / own.Length));
    }

    private static double Nearness(double beyond, double bandwidth) => bandwidth > 0 ? Math.Exp(-beyond / bandwidth) : beyond <= 0 ? 1 : 0;

    private static DenseMatrix<float> Single(DenseMatrix<double> values) => new(values.Rows, values.Columns, Array.ConvertAll(values.Values, x => (float)x));
}
