using GpuCqa.Compute.Exact;
using ILGPU;

namespace GpuCqa.Compute.Gpu.Anchors;

/// <summary>Scores, weights, votes and means of anchors.</summary>
/// <remarks>
/// One thread an anchor, a cell, or an entry of the result; each adds in the reference's order, so that no order of threads changes a bit. Overlaps read 4 lists of k entries an
/// anchor and compare 2 k^2 pairs out of the first cache: at k = 30 and a million anchors 1.8e9 comparisons. Weights read and write 24 bytes a cell and anchor, rows of 50 apart, which
/// the second cache gathers, and compute an exponential of about 40 multiplications. Votes and means read the same weights for the classes or dimensions of one cell side by side: a
/// broadcast; rows of means are read in lines. All are small beside the neighbour searches before them. Not measured on a GPU.
/// </remarks>
internal static class AnchorKernels
{
    /// <param name="withinReference">reference cells x entries.</param>
    /// <param name="referenceToQuery">reference cells x entries.</param>
    /// <param name="queryToReference">query cells x entries.</param>
    /// <param name="withinQuery">query cells x entries.</param>
    /// <param name="references">Reference cell of each anchor.</param>
    /// <param name="queries">Query cell of each anchor.</param>
    /// <param name="overlaps">Receives the overlap of each anchor.</param>
    /// <param name="shape">Sizes.</param>
    [Kernel]
    public static void Overlap(
        ArrayView<int> withinReference, ArrayView<int> referenceToQuery, ArrayView<int> queryToReference, ArrayView<int> withinQuery,
        ArrayView<int> references, ArrayView<int> queries, ArrayView<int> overlaps, OverlapShape shape)
    {
        int stride = GridSpan.X;
        for (long a = Grid.GlobalIndex.X; a < shape.Anchors; a += stride)
        {
            long i = references[a], j = queries[a];
            overlaps[a] = Common(withinReference, i * shape.WithinReference, queryToReference, j * shape.QueryToReference, shape.K)
                + Common(referenceToQuery, i * shape.ReferenceToQuery, withinQuery, j * shape.WithinQuery, shape.K);
        }
    }

    /// <param name="members">cells x neighbours: anchor cells.</param>
    /// <param name="distances">cells x neighbours.</param>
    /// <param name="starts">anchor cells + 1 offsets.</param>
    /// <param name="grouped">Anchors behind each anchor cell.</param>
    /// <param name="scores">Score of each anchor.</param>
    /// <param name="anchors">cells x k: receives the anchors.</param>
    /// <param name="weights">cells x k: receives their weights.</param>
    /// <param name="shape">Sizes.</param>
    [Kernel]
    public static void Weigh(
        ArrayView<int> members, ArrayView<double> distances, ArrayView<int> starts, ArrayView<int> grouped, ArrayView<double> scores,
        ArrayView<int> anchors, ArrayView<double> weights, WeightShape shape)
    {
        int stride = GridSpan.X;
        for (long cell = Grid.GlobalIndex.X; cell < shape.Cells; cell += stride)
        {
            long list = cell * shape.Neighbors, row = cell * shape.K;
            double last = distances[list + shape.Neighbors - 1], sum = 0;
            int used = 0;
            for (int t = 0; used < shape.K; t++)
            {
                double closeness = last > 0 ? 1 - (distances[list + t] / last) : 1;
                int member = members[list + t], end = starts[member + 1];
                for (int at = starts[member]; at < end && used < shape.K; at++)
                {
                    int anchor = grouped[at];
                    if (shape.Repeated != 0) Forget(anchors, weights, row, used, anchor);
                    double weight = OneMinusExp.Of(closeness * scores[anchor] / shape.Divisor);
                    anchors[row + used] = anchor;
                    weights[row + used] = weight;
                    sum += weight;
                    used++;
                }
            }

            if (shape.Repeated != 0)
            {
                sum = 0;
                for (int e = 0; e < shape.K; e++) sum += weights[row + e];
            }

            if (sum > 0)
            {
                for (int e = 0; e < shape.K; e++) weights[row + e] = weights[row + e] / sum;
            }
        }
    }

    /// <param name="anchors">cells x k.</param>
    /// <param name="weights">cells x k.</param>
    /// <param name="labels">Class of each anchor.</param>
    /// <param name="k">Anchors of each cell.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="votes">cells x classes: receives the votes.</param>
    [Kernel]
    public static void Vote(ArrayView<int> anchors, ArrayView<double> weights, ArrayView<int> labels, int k, int classes, ArrayView<double> votes)
    {
        int stride = GridSpan.X;
        for (long at = Grid.GlobalIndex.X; at < votes.Length; at += stride)
        {
            long row = at / classes * k;
            int own = (int)(at % classes);
            double sum = 0;
            for (int e = 0; e < k; e++)
            {
                if (labels[anchors[row + e]] == own) sum += weights[row + e];
            }

            votes[at] = sum;
        }
    }

    /// <param name="anchors">cells x k.</param>
    /// <param name="weights">cells x k.</param>
    /// <param name="rows">rows x dimensions.</param>
    /// <param name="rowOf">Row of each anchor.</param>
    /// <param name="k">Anchors of each cell.</param>
    /// <param name="dimensions">Number of dimensions.</param>
    /// <param name="means">cells x dimensions: receives the means.</param>
    [Kernel]
    public static void Mean(ArrayView<int> anchors, ArrayView<double> weights, ArrayView<float> rows, ArrayView<int> rowOf, int k, int dimensions, ArrayView<double> means)
    {
        int stride = GridSpan.X;
        for (long at = Grid.GlobalIndex.X; at < means.Length; at += stride)
        {
            long row = at / dimensions * k;
            int own = (int)(at % dimensions);
            double sum = 0;
            for (int e = 0; e < k; e++) sum += weights[row + e] * rows[((long)rowOf[anchors[row + e]] * dimensions) + own];
            means[at] = sum;
        }
    }

    private static int Common(ArrayView<int> first, long a, ArrayView<int> second, long b, int k)
    {
        int common = 0;
        for (int x = 0; x < k; x++)
        {
            int cell = first[a + x];
            for (int y = 0; y < k; y++)
            {
                if (second[b + y] == cell) common++;
            }
        }

        return common;
    }

    private static void Forget(ArrayView<int> anchors, ArrayView<double> weights, long row, int used, int anchor)
    {
        for (int e = 0; e < used; e++)
        {
            if (anchors[row + e] == anchor) weights[row + e] = 0;
        }
    }
}
