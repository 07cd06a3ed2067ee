using GpuCqa.Compute.Gpu.Anchors;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Gpu;

public sealed partial class GpuDevice
{
    private AnchorLauncher? anchorKernels;

    private AnchorLauncher AnchorsOf => anchorKernels ??= new AnchorLauncher(this);

    /// <inheritdoc/>
    public override int[] AnchorOverlaps(AnchorNeighbors neighbors, int[] references, int[] queries, int k)
    {
        CheckOverlaps(neighbors, references, queries, k);
        if (references.Length == 0) return [];
        return Run(() =>
        {
            using GpuBuffer<int> withinReference = Sent(neighbors.WithinReference.Indices), referenceToQuery = Sent(neighbors.ReferenceToQuery.Indices);
            using GpuBuffer<int> queryToReference = Sent(neighbors.QueryToReference.Indices), withinQuery = Sent(neighbors.WithinQuery.Indices);
            using GpuBuffer<int> first = Sent(references), second = Sent(queries), overlaps = Pool.Rent<int>(references.Length);
            AnchorsOf.Overlap(withinReference.View, referenceToQuery.View, queryToReference.View, withinQuery.View, first.View, second.View, overlaps.View, new OverlapShape
            {
                Anchors = references.Length,
                K = k,
                WithinReference = neighbors.WithinReference.K,
                ReferenceToQuery = neighbors.ReferenceToQuery.K,
                QueryToReference = neighbors.QueryToReference.K,
                WithinQuery = neighbors.WithinQuery.K,
            });
            return Fetched(overlaps);
        });
    }

    /// <inheritdoc/>
    public override AnchorWeights AnchorWeights(NeighborTable nearest, AnchorGroups groups, double[] scores, int k, double divisor)
    {
        CheckWeights(nearest, groups, scores, k, divisor);
        int entries = checked(nearest.Queries * k);
        if (entries == 0) return new AnchorWeights(nearest.Queries, k, [], []);
        return Run(() =>
        {
            using GpuBuffer<int> members = Sent(nearest.Indices), starts = Sent(groups.Starts), grouped = Sent(groups.Anchors), anchors = Pool.Rent<int>(entries);
            using GpuBuffer<double> distances = Sent(nearest.Distances), scored = Sent(scores), weights = Pool.Rent<double>(entries);
            var shape = new WeightShape { Cells = nearest.Queries, Neighbors = nearest.K, K = k, Repeated = RepeatsAnchors(groups, scores.Length) ? 1 : 0, Divisor = divisor };
            AnchorsOf.Weigh(members.View, distances.View, starts.View, grouped.View, scored.View, anchors.View, weights.View, shape);
            return new AnchorWeights(nearest.Queries, k, Fetched(anchors), Fetched(weights));
        });
    }

    /// <inheritdoc/>
    /// <remarks>The weights are brought to the device once for all labelings.</remarks>
    public override DenseMatrix<double>[] AnchorVotes(AnchorWeights weights, int[][] labels, int[] classes)
    {
        CheckVotes(weights, labels, classes);
        if (weights.Cells == 0) return [.. classes.Select(c => new DenseMatrix<double>(0, c))];
        return Run(() =>
        {
            using GpuBuffer<int> anchors = Sent(weights.Anchors);
            using GpuBuffer<double> shares = Sent(weights.Weights);
            return labels.Select((own, l) =>
            {
                if (classes[l] == 0) return new DenseMatrix<double>(weights.Cells, 0);
                using GpuBuffer<int> labeled = Sent(own);
                using GpuBuffer<double> votes = Pool.Rent<double>((long)weights.Cells * classes[l]);
                AnchorsOf.Vote(anchors.View, shares.View, labeled.View, weights.K, classes[l], votes.View);
                return new DenseMatrix<double>(weights.Cells, classes[l], Fetched(votes));
            }).ToArray();
        });
    }

    /// <inheritdoc/>
    public override DenseMatrix<double> AnchorMeans(AnchorWeights weights, DeviceMatrix<float> rows, int[] rowOf)
    {
        CheckMeans(weights, rows.Rows, rowOf);
        ILGPU.ArrayView<float> values = ViewOf(rows.Values);
        if (weights.Cells == 0 || rows.Columns == 0) return new DenseMatrix<double>(weights.Cells, rows.Columns);
        return Run(() =>
        {
            using GpuBuffer<int> anchors = Sent(weights.Anchors), places = Sent(rowOf);
            using GpuBuffer<double> shares = Sent(weights.Weights), means = Pool.Rent<double>((long)weights.Cells * rows.Columns);
            AnchorsOf.Mean(anchors.View, shares.View, values, places.View, weights.K, rows.Columns, means.View);
            return new DenseMatrix<double>(weights.Cells, rows.Columns, Fetched(means));
        });
    }
}
