using GpuCqa.Compute.Exact;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public abstract partial class ComputeDevice
{
    /// <summary>How much the neighbourhoods of the two cells of each anchor overlap.</summary>
    /// <param name="neighbors">Neighbour lists of at least k entries each.</param>
    /// <param name="references">Reference cell of each anchor.</param>
    /// <param name="queries">Query cell of each anchor.</param>
    /// <param name="k">Neighbours that count, from the nearest on.</param>
    /// <returns>Per anchor the reference cells that are near both its cells plus the query cells that are, 0 to 2k.</returns>
    /// <exception cref="ArgumentException">A list is too short, the lists are of different cells, or an anchor's cell is out of range.</exception>
    /// <remarks>Seurat's ScoreAnchors before it scales. All devices: the same numbers. O(anchors x k).</remarks>
    public virtual int[] AnchorOverlaps(AnchorNeighbors neighbors, int[] references, int[] queries, int k)
    {
        CheckOverlaps(neighbors, references, queries, k);
        var overlaps = new int[references.Length];
        for (int a = 0; a < overlaps.Length; a++)
        {
            (int i, int j) = (references[a], queries[a]);
            overlaps[a] = Common(neighbors.WithinReference.IndicesOf(i)[..k], neighbors.QueryToReference.IndicesOf(j)[..k])
                + Common(neighbors.ReferenceToQuery.IndicesOf(i)[..k], neighbors.WithinQuery.IndicesOf(j)[..k]);
        }

        return overlaps;
    }

    /// <summary>Which anchors speak for each cell, and how much.</summary>
    /// <param name="nearest">The nearest anchor cells of each cell; the farthest listed one is where the weight has fallen to zero.</param>
    /// <param name="groups">Anchors behind each anchor cell.</param>
    /// <param name="scores">Score of each anchor, 0 to 1.</param>
    /// <param name="k">Anchors that speak for a cell; at most the listed neighbours.</param>
    /// <param name="divisor">The exponent's divisor: (2 / sd)^2 in Seurat, so 4 for its default sd of 1.</param>
    /// <exception cref="ArgumentException">An anchor cell is out of range or has no anchor, or there are too few neighbours for k.</exception>
    /// <remarks>
    /// Seurat's FindWeights: anchor cells are met from the nearest on, each with all its anchors, until k anchors are met; anchor a behind the cell at distance d weighs
    /// 1 - exp(-(1 - d / d_last) x score_a / divisor), and a cell's weights are divided by their sum. An anchor that is met twice keeps its last weight. Where all listed anchor
    /// cells are at distance 0 (d_last = 0) 1 - d / d_last is 1. Sums in the order in which anchors are met. All devices: 1e-13 relative.
    /// </remarks>
    public virtual AnchorWeights AnchorWeights(NeighborTable nearest, AnchorGroups groups, double[] scores, int k, double divisor)
    {
        CheckWeights(nearest, groups, scores, k, divisor);
        bool repeated = RepeatsAnchors(groups, scores.Length);
        var result = new AnchorWeights(nearest.Queries, k, new int[checked(nearest.Queries * k)], new double[(long)nearest.Queries * k]);
        for (int cell = 0; cell < nearest.Queries; cell++) WeighAnchors(nearest, groups, scores, divisor, repeated, cell, result);
        return result;
    }

    /// <summary>Votes of the anchors for the classes of one or more labelings.</summary>
    /// <param name="weights">Anchors of each cell.</param>
    /// <param name="labels">Per labeling, the class of each anchor, 0-based.</param>
    /// <param name="classes">Per labeling, the number of classes.</param>
    /// <returns>Per labeling cells x classes, float64: the sum of the weights of the anchors of each class.</returns>
    /// <exception cref="ArgumentException">A labeling lacks an anchor or has a label out of range.</exception>
    /// <remarks>Seurat's TransferData. Sums in the order of a cell's anchors; all devices: the same bits.</remarks>
    public virtual DenseMatrix<double>[] AnchorVotes(AnchorWeights weights, int[][] labels, int[] classes)
    {
        CheckVotes(weights, labels, classes);
        DenseMatrix<double>[] votes = [.. classes.Select(c => new DenseMatrix<double>(weights.Cells, c))];
        for (int l = 0; l < votes.Length; l++)
        {
            for (int cell = 0; cell < weights.Cells; cell++) CountVotes(weights, labels[l], cell, votes[l].Row(cell));
        }

        return votes;
    }

    /// <summary>Means of the rows that belong to each cell's anchors.</summary>
    /// <param name="weights">Anchors of each cell.</param>
    /// <param name="rows">cells x dimensions, row-major, float32.</param>
    /// <param name="rowOf">Row that belongs to each anchor.</param>
    /// <returns>cells x dimensions, float64: the weighted sum of the rows, which is a mean as the weights add up to 1; zeros for a cell without weights.</returns>
    /// <exception cref="ArgumentException">A row is out of range.</exception>
    /// <remarks>Seurat's IntegrateEmbeddings and MappingScore. Sums in the order of a cell's anchors; all devices: 1e-14 relative to the sum of magnitudes.</remarks>
    public virtual DenseMatrix<double> AnchorMeans(AnchorWeights weights, DeviceMatrix<float> rows, int[] rowOf)
    {
        DenseMatrix<float> values = OnHost(rows);
        CheckMeans(weights, rows.Rows, rowOf);
        var means = new DenseMatrix<double>(weights.Cells, values.Columns);
        for (int cell = 0; cell < weights.Cells; cell++) AddRows(weights, values, rowOf, cell, means.Row(cell));
        return means;
    }

    private protected static void CheckOverlaps(AnchorNeighbors neighbors, int[] references, int[] queries, int k)
    {
        NeighborTable[] tables = [neighbors.WithinReference, neighbors.ReferenceToQuery, neighbors.QueryToReference, neighbors.WithinQuery];
        if (k < 1 || tables.Any(t => t.K < k)) throw new ArgumentException($"Overlaps over {k} neighbours were asked for in lists of {tables.Min(t => t.K)}.", nameof(k));
        (int first, int second) = (neighbors.WithinReference.Queries, neighbors.WithinQuery.Queries);
        if (neighbors.ReferenceToQuery.Queries != first || neighbors.QueryToReference.Queries != second) throw new ArgumentException("The neighbour lists are of different cells.", nameof(neighbors));
        CheckLength(queries.Length, references.Length, nameof(queries));
        CheckRange(neighbors.WithinReference.Indices, first, nameof(neighbors));
        CheckRange(neighbors.QueryToReference.Indices, first, nameof(neighbors));
        CheckRange(neighbors.ReferenceToQuery.Indices, second, nameof(neighbors));
        CheckRange(neighbors.WithinQuery.Indices, second, nameof(neighbors));
        CheckRange(references, first, nameof(references));
        CheckRange(queries, second, nameof(queries));
    }

    private protected static void CheckWeights(NeighborTable nearest, AnchorGroups groups, double[] scores, int k, double divisor)
    {
        if (k < 1 || nearest.K < k) throw new ArgumentException($"{k} anchors a cell were asked for among {nearest.K} neighbours.", nameof(k));
        if (!(divisor > 0)) throw new ArgumentException($"The exponent's divisor is {divisor}; expected a positive number.", nameof(divisor));
        CheckRange(nearest.Indices, groups.Count, nameof(nearest));
        CheckRange(groups.Anchors, scores.Length, nameof(groups));
        for (int m = 0; m < groups.Count; m++)
        {
            if (groups.Starts[m] >= groups.Starts[m + 1]) throw new ArgumentException($"Anchor cell {m} has no anchor.", nameof(groups));
        }

        foreach (double score in scores)
        {
            if (!(score is >= 0 and <= 1)) throw new ArgumentException($"An anchor's score is {score}; expected 0 to 1.", nameof(scores));
        }
    }

    private protected static void CheckVotes(AnchorWeights weights, int[][] labels, int[] classes)
    {
        CheckLength(classes.Length, labels.Length, nameof(classes));
        int anchors = weights.Anchors.Length == 0 ? 0 : weights.Anchors.Max() + 1;
        for (int l = 0; l < labels.Length; l++)
        {
            if (labels[l].Length < anchors) throw new ArgumentException($"Labeling {l} has {labels[l].Length} labels for {anchors} anchors.", nameof(labels));
            CheckRange(labels[l], classes[l], nameof(labels));
        }
    }

    private protected static void CheckMeans(AnchorWeights weights, int rows, int[] rowOf)
    {
        CheckRange(rowOf, rows, nameof(rowOf));
        CheckRange(weights.Anchors, rowOf.Length, nameof(weights));
    }

    /// <summary>Whether an anchor stands behind more than one anchor cell.</summary>
    private protected static bool RepeatsAnchors(AnchorGroups groups, int anchors)
    {
        var seen = new bool[anchors];
        foreach (int anchor in groups.Anchors)
        {
            if (seen[anchor]) return true;
            seen[anchor] = true;
        }

        return false;
    }

    /// <summary>Weights of one cell.</summary>
    private protected static void WeighAnchors(NeighborTable nearest, AnchorGroups groups, double[] scores, double divisor, bool repeated, int cell, AnchorWeights result)
    {
        ReadOnlySpan<int> members = nearest.IndicesOf(cell);
        ReadOnlySpan<double> distances = nearest.DistancesOf(cell);
        Span<int> anchors = result.Anchors.AsSpan(cell * result.K, result.K);
        Span<double> weights = result.Weights.AsSpan(cell * result.K, result.K);
        double last = distances[^1];
        for (int t = 0, used = 0; used < weights.Length; t++)
        {
            double closeness = last > 0 ? 1 - (distances[t] / last) : 1;
            for (int at = groups.Starts[members[t]]; at < groups.Starts[members[t] + 1] && used < weights.Length; at++)
            {
                int anchor = groups.Anchors[at];
                if (repeated && anchors[..used].IndexOf(anchor) is >= 0 and var before) Forget(anchors, weights, before, used, anchor);
                anchors[used] = anchor;
                weights[used++] = OneMinusExp.Of(closeness * scores[anchor] / divisor);
            }
        }

        double sum = 0;
        foreach (double weight in weights) sum += weight;
        if (sum == 0) return;
        for (int i = 0; i < weights.Length; i++) weights[i] /= sum;
    }

    private protected static void CountVotes(AnchorWeights weights, int[] labels, int cell, Span<double> votes)
    {
        ReadOnlySpan<int> anchors = weights.AnchorsOf(cell);
        ReadOnlySpan<double> shares = weights.WeightsOf(cell);
        for (int i = 0; i < anchors.Length; i++) votes[labels[anchors[i]]] += shares[i];
    }

    private static void Forget(Span<int> anchors, Span<double> weights, int from, int used, int anchor)
    {
        for (int i = from; i < used; i++)
        {
            if (anchors[i] == anchor) weights[i] = 0;
        }
    }

    private static void AddRows(AnchorWeights weights, DenseMatrix<float> rows, int[] rowOf, int cell, Span<double> sums)
    {
        ReadOnlySpan<int> anchors = weights.AnchorsOf(cell);
        ReadOnlySpan<double> shares = weights.WeightsOf(cell);
        for (int i = 0; i < anchors.Length; i++)
        {
            ReadOnlySpan<float> row = rows.Row(rowOf[anchors[i]]);
            for (int d = 0; d < sums.Length; d++) sums[d] += shares[i] * row[d];
        }
    }

    private static int Common(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        int common = 0;
        foreach (int x in a)
        {
            if (b.Contains(x)) common++;
        }

        return common;
    }

    private static void CheckRange(int[] indices, int count, string name)
    {
        foreach (int index in indices)
        {
            if ((uint)index >= (uint)count) throw new ArgumentException($"{name} holds {index}; expected 0 to {count - 1}.", name);
        }
    }
}
