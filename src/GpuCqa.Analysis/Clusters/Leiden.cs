using GpuCqa.Analysis.Results;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Analysis.Clusters;

/// <summary>Leiden clustering (Traag, Waltman and van Eck 2019) of RB-configuration quality on edge weights, the objective of leidenalg's RBConfigurationVertexPartition.</summary>
/// <remarks>
/// Each start begins with single cells and iterates local moving, refinement and aggregation until <see cref="Patience"/> iterations in a row bring
/// nothing; the best start is kept. Every cluster is connected. Random numbers are Philox streams keyed by seed, start, iteration and level, and nothing
/// is shared between calls: the same labels on any machine and with any number of calls side by side. One iteration takes time proportional to the
/// number of edges; memory beyond the graph is a few arrays of cells and the reduced graphs. The labels are not leidenalg's: its random numbers differ.
/// </remarks>
public static class Leiden
{
    /// <summary>Name of the algorithm in results.</summary>
    public const string Algorithm = "leiden";

    /// <summary>Starts of one call unless told otherwise.</summary>
    public const int DefaultStarts = 4;

    /// <summary>Randomness of the refinement unless told otherwise.</summary>
    public const double DefaultTheta = 0.01;

    /// <summary>Iterations without improvement after which a start ends.</summary>
    public const int Patience = 2;

    private const int MaxIterations = 100;

    /// <summary>Clusters the cells of a graph.</summary>
    /// <param name="snn">cells x cells, shared-neighbour weight, CSR, float64; symmetric, its diagonal is ignored.</param>
    /// <param name="resolution">Weight of the null model: larger values give more clusters.</param>
    /// <param name="seed">Seed of every random stream.</param>
    /// <param name="starts">Independent starts; the best is kept, ties to the earlier.</param>
    /// <param name="theta">Randomness of the merges in the refinement, in mean edge weights: 0 always takes the best.</param>
    /// <param name="cancellation">Stops between iterations.</param>
    /// <returns>Labels by cluster size (<see cref="LabelOrder.BySize"/>) and their RB quality (<see cref="RbQuality"/>).</returns>
    /// <exception cref="InvalidParameterException">The resolution is negative or not finite, theta is negative, or there is no start.</exception>
    /// <exception cref="ArgumentException">The matrix is not square, or a weight is negative or not finite.</exception>
    public static Clustering Cluster(
        CsrMatrix<double> snn, double resolution, ulong seed, int starts = DefaultStarts, double theta = DefaultTheta, CancellationToken cancellation = default)
    {
        ResolutionRule.Check(resolution);
        if (starts < 1) throw new InvalidParameterException($"Leiden needs at least one start, got {starts}.");
        if (!(theta >= 0)) throw new InvalidParameterException($"Leiden's theta is {theta}; expected a number that is not negative.");
        WeightedGraph graph = WeightedGraph.Of(snn);
        var level = new LeidenLevel(graph, resolution, theta);
        int[] best = [];
        double bestQuality = double.NegativeInfinity;
        for (int start = 0; start < starts; start++)
        {
            int[] labels = Start(level, resolution, seed, start, cancellation);
            double quality = RbQuality.Of(graph, labels, resolution);
            if (quality <= bestQuality) continue;
            bestQuality = quality;
            best = labels;
        }

        int[] ordered = LabelOrder.BySize(best);
        return new Clustering(Algorithm, resolution, ordered.Length == 0 ? 0 : ordered.Max() + 1, bestQuality, ordered);
    }

    private static int[] Start(LeidenLevel finest, double resolution, ulong seed, int start, CancellationToken cancellation)
    {
        int[] labels = Grouping.Singletons(finest.Graph.Nodes);
        double quality = RbQuality.Of(finest.Graph, labels, resolution);
        int idle = 0;
        for (int iteration = 0; iteration < MaxIterations && idle < Patience; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            int[] next = Iterate(finest, labels, seed, start, iteration, cancellation);
            double reached = RbQuality.Of(finest.Graph, next, resolution);
            // Less than the rounding of the sums is no improvement.
            idle = reached > quality + (1e-12 * finest.TwiceWeight) ? 0 : idle + 1;
            if (reached < quality) continue;
            quality = reached;
            labels = next;
        }

        return labels;
    }

    private static int[] Iterate(LeidenLevel finest, int[] labels, ulong seed, int start, int iteration, CancellationToken cancellation)
    {
        int[] groups = [.. labels];
        int[] nodeOfCell = Grouping.Singletons(labels.Length);
        LeidenLevel level = finest;
        for (int depth = 0; ; depth++)
        {
            cancellation.ThrowIfCancellationRequested();
            var random = new Philox(seed, RandomPurpose.LeidenOrder, ((ulong)(uint)start << 32) + ((ulong)(uint)iteration << 16) + (uint)depth);
            int count = level.MoveNodes(groups, ref random);
            if (count == level.Graph.Nodes) break;
            (int[] refined, int refinedCount) = level.Refine(groups, count, ref random);
            if (refinedCount == level.Graph.Nodes) break;

            var coarse = new int[refinedCount];
            for (int node = 0; node < refined.Length; node++) coarse[refined[node]] = groups[node];
            for (int cell = 0; cell < nodeOfCell.Length; cell++) nodeOfCell[cell] = refined[nodeOfCell[cell]];
            level = level.Reduce(refined, refinedCount);
            groups = coarse;
        }

        return ConnectedParts.Split(finest.Graph, Array.ConvertAll(nodeOfCell, node => groups[node]));
    }
}
