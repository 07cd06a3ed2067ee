using GpuCqa.Analysis.Results;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Analysis.Clusters;

/// <summary>Leiden clustering (Traag, Waltman and van Eck 2019) of RB-configuration quality on edge weights, the objective of leidenalg's RBConfigurationVertexPartition.</summary>
/// <remarks>
/// Each start begins with single cells and iterates local moving, refinement and aggregation until an iteration brings next to nothing; the best start
/// is kept and goes on until iterations bring less than a ten-millionth. Every cluster is connected. Random numbers are Philox streams keyed by seed, start, iteration and level, and nothing
/// is shared between calls: the same labels on any machine and with any number of calls side by side. One iteration takes time proportional to the
/// number of edges; memory beyond the graph is a few arrays of cells and the reduced graphs. The labels are not leidenalg's: its random numbers differ.
/// </remarks>
public static class Leiden
{
    /// <summary>Name of the algorithm in results.</summary>
    public const string Algorithm = "leiden";

    /// <summary>Randomness of the refinement unless told otherwise.</summary>
    public const double DefaultTheta = 0.1;

    // A start ends when an iteration gains less than this share of the total weight; the best start goes on until two iterations in a row gain less than the next.
    private const double StartTolerance = 1e-6;
    private const double PolishTolerance = 1e-7;
    private const int Patience = 2;
    private const int MaxIterations = 100;

    /// <summary>Clusters the cells of a graph.</summary>
    /// <param name="snn">cells x cells, shared-neighbour weight, CSR, float64; symmetric, its diagonal is ignored.</param>
    /// <param name="resolution">Weight of the null model: larger values give more clusters.</param>
    /// <param name="seed">Seed of every random stream.</param>
    /// <param name="starts">Independent starts; the best is kept, ties to the earlier. Null: <see cref="DefaultStarts"/>.</param>
    /// <param name="theta">Randomness of the merges in the refinement, in mean edge weights: 0 always takes the best.</param>
    /// <param name="cancellation">Stops within seconds.</param>
    /// <returns>Labels by cluster size (<see cref="LabelOrder.BySize"/>) and their RB quality (<see cref="RbQuality"/>).</returns>
    /// <exception cref="InvalidParameterException">The resolution is negative or not finite, theta is negative, or there is no start.</exception>
    /// <exception cref="ArgumentException">The matrix is not square, or a weight is negative or not finite.</exception>
    public static Clustering Cluster(
        CsrMatrix<double> snn, double resolution, ulong seed, int? starts = null, double theta = DefaultTheta, CancellationToken cancellation = default)
    {
        ResolutionRule.Check(resolution);
        int runs = starts ?? DefaultStarts(snn.NonZeros);
        if (runs < 1) throw new InvalidParameterException($"Leiden needs at least one start, got {runs}.");
        if (!(theta >= 0)) throw new InvalidParameterException($"Leiden's theta is {theta}; expected a number that is not negative.");
        WeightedGraph graph = WeightedGraph.Of(snn);
        var finest = new LeidenLevel(graph, resolution, theta);
        Partition best = Start(finest, seed, 0, cancellation);
        for (int start = 1; start < runs; start++)
        {
            Partition next = Start(finest, seed, start, cancellation);
            if (next.Quality > best.Quality) best = next;
        }

        best = Polish(finest, best, seed, runs, cancellation);
        int[] ordered = LabelOrder.BySize(best.Labels);
        return new Clustering(Algorithm, resolution, ordered.Length == 0 ? 0 : ordered.Max() + 1, RbQuality.Of(graph, ordered, resolution), ordered);
    }

    /// <summary>Starts of one call on a graph of so many stored entries: 10 for small graphs, where starts differ most and cost least, down to 2 for large ones.</summary>
    public static int DefaultStarts(long entries) => (int)Math.Clamp(10_000_000 / Math.Max(entries, 1), 2, 10);

    private static Partition Start(LeidenLevel finest, ulong seed, int start, CancellationToken cancellation)
    {
        var partition = new Partition(Grouping.Singletons(finest.Graph.Nodes), double.NegativeInfinity);
        for (int iteration = 0; iteration < MaxIterations; iteration++)
        {
            Partition next = Iterate(finest, partition.Labels, seed, start, iteration, cancellation);
            if (next.Quality <= partition.Quality) return partition;
            bool settled = next.Quality - partition.Quality <= StartTolerance * finest.TwiceWeight;
            partition = next;
            if (settled) break;
        }

        return partition;
    }

    private static Partition Polish(LeidenLevel finest, Partition partition, ulong seed, int starts, CancellationToken cancellation)
    {
        int idle = 0;
        for (int iteration = 0; iteration < MaxIterations && idle < Patience; iteration++)
        {
            Partition next = Iterate(finest, partition.Labels, seed, starts, iteration, cancellation);
            idle = next.Quality - partition.Quality > PolishTolerance * finest.TwiceWeight ? 0 : idle + 1;
            if (next.Quality > partition.Quality) partition = next;
        }

        return partition;
    }

    private static Partition Iterate(LeidenLevel finest, int[] labels, ulong seed, int start, int iteration, CancellationToken cancellation)
    {
        int[] groups = [.. labels];
        int[] nodeOfCell = Grouping.Singletons(labels.Length);
        LeidenLevel level = finest;
        for (int depth = 0; ; depth++)
        {
            cancellation.ThrowIfCancellationRequested();
            var random = new Philox(seed, RandomPurpose.LeidenOrder, ((ulong)(uint)start << 32) + ((ulong)(uint)iteration << 16) + (uint)depth);
            int count = level.MoveNodes(groups, ref random, cancellation);
            // Every group is one node of this level, hence a part that the refinement below made, and parts are connected.
            if (count == level.Graph.Nodes) break;
            (int[] refined, int refinedCount) = level.Refine(groups, count, ref random);
            if (refinedCount == level.Graph.Nodes)
            {
                // Nothing merged, so the groups stay as moved; only here can one be disconnected, and splitting it never costs quality.
                groups = ConnectedParts.Split(level.Graph, groups);
                break;
            }

            var coarse = new int[refinedCount];
            for (int node = 0; node < refined.Length; node++) coarse[refined[node]] = groups[node];
            for (int cell = 0; cell < nodeOfCell.Length; cell++) nodeOfCell[cell] = refined[nodeOfCell[cell]];
            level = level.Reduce(refined, refinedCount);
            groups = coarse;
        }

        return new Partition(Array.ConvertAll(nodeOfCell, node => groups[node]), level.Quality(groups));
    }

    private sealed record Partition(int[] Labels, double Quality);
}
