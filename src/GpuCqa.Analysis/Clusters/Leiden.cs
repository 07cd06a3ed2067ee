using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Progress;

namespace GpuCqa.Analysis.Clusters;

/// <summary>Leiden clustering (Traag, Waltman and van Eck 2019) of RB-configuration quality on edge weights, the objective of leidenalg's RBConfigurationVertexPartition.</summary>
/// <remarks>
/// Local moving, refinement and aggregation as published, with several starts whose common ground is searched again (<see cref="LeidenSearch"/>). Pieces cut
/// off from the rest that no partition divides are set aside first (<see cref="WholePieces"/>). Every cluster is connected, no move of a single cell
/// and no union of two clusters improves the quality. Random numbers are Philox streams keyed by seed, stage, start, iteration and level: the same labels on
/// any machine, with any number of threads, and whichever other resolutions are asked for. An iteration takes time proportional to the number of
/// edges. The labels are not leidenalg's: its random numbers differ.
/// </remarks>
public static class Leiden
{
    /// <summary>Name of the algorithm in results.</summary>
    public const string Algorithm = "leiden";

    /// <summary>Randomness of the refinement unless told otherwise.</summary>
    public const double DefaultTheta = 0.1;

    /// <summary>Clusters the cells of a graph at one resolution, on the calling thread.</summary>
    /// <inheritdoc cref="Cluster(ComputeDevice, CsrMatrix{double}, IReadOnlyList{double}, ulong, int?, double, StepProgress?, CancellationToken)"/>
    public static Clustering Cluster(
        CsrMatrix<double> snn, double resolution, ulong seed, int? starts = null, double theta = DefaultTheta, CancellationToken cancellation = default)
    {
        using var device = new ReferenceDevice();
        return Cluster(device, snn, [resolution], seed, starts, theta, null, cancellation)[0];
    }

    /// <summary>Clusters the cells of a graph at several resolutions.</summary>
    /// <param name="device">Its host threads work side by side; the labels do not depend on how many there are.</param>
    /// <param name="snn">cells x cells, shared-neighbour weight, CSR, float64; symmetric, its diagonal is ignored.</param>
    /// <param name="resolutions">Weights of the null model: larger values give more clusters.</param>
    /// <param name="seed">Seed of every random stream.</param>
    /// <param name="starts">Times that units are made of single cells; each resolution has one more start of its own. Null: <see cref="DefaultStarts"/>.</param>
    /// <param name="theta">Randomness of the merges in the refinement, in mean edge weights: 0 always takes the best.</param>
    /// <param name="progress">Told after each resolution how many are done.</param>
    /// <param name="cancellation">Stops within seconds.</param>
    /// <returns>For each resolution labels by cluster size (<see cref="LabelOrder.BySize"/>) and their RB quality (<see cref="RbQuality"/>).</returns>
    /// <exception cref="InvalidParameterException">A resolution is negative or not finite, theta is negative, or there is no start.</exception>
    /// <exception cref="ArgumentException">The matrix is not square, or a weight is negative or not finite.</exception>
    public static Clustering[] Cluster(
        ComputeDevice device,
        CsrMatrix<double> snn,
        IReadOnlyList<double> resolutions,
        ulong seed,
        int? starts = null,
        double theta = DefaultTheta,
        StepProgress? progress = null,
        CancellationToken cancellation = default)
    {
        foreach (double resolution in resolutions) ResolutionRule.Check(resolution);
        int runs = starts ?? DefaultStarts(snn.NonZeros);
        if (runs < 1) throw new InvalidParameterException($"Leiden needs at least one start, got {runs}.");
        if (!(theta >= 0)) throw new InvalidParameterException($"Leiden's theta is {theta}; expected a number that is not negative.");
        WeightedGraph cells = WeightedGraph.Of(snn);
        var found = new Clustering[resolutions.Count];
        int done = 0;
        var gate = new Lock();
        foreach (IGrouping<double, int> alike in Enumerable.Range(0, found.Length).GroupBy(r => LeidenSearch.UnitResolution(resolutions[r])))
        {
            cancellation.ThrowIfCancellationRequested();
            (int[] pieces, bool[] whole, int[] searched, LeidenSearch? search) = Prepare(device, cells, alike.Key, runs, theta, seed, cancellation);
            int[] own = [.. alike];
            device.ForEach(own.Length, i =>
            {
                double resolution = resolutions[own[i]];
                int[] labels = [.. pieces];
                int[] groups = search?.Partition(resolution, cancellation) ?? [];
                for (int s = 0; s < searched.Length; s++) labels[searched[s]] = whole.Length + groups[s];
                int[] ordered = LabelOrder.BySize(labels);
                found[own[i]] = new Clustering(Algorithm, resolution, ordered.Length == 0 ? 0 : ordered.Max() + 1, RbQuality.Of(cells, ordered, resolution), ordered);
                lock (gate) progress?.Report(++done);
            });
        }

        return found;
    }

    private static (int[] Pieces, bool[] Whole, int[] Searched, LeidenSearch? Search) Prepare(
        ComputeDevice device, WeightedGraph graph, double unitResolution, int starts, double theta, ulong seed, CancellationToken cancellation)
    {
        (int[] pieces, bool[] whole) = WholePieces.Of(graph, unitResolution);
        int[] searched = [.. Enumerable.Range(0, graph.Nodes).Where(cell => !whole[pieces[cell]])];
        return (pieces, whole, searched, searched.Length == 0 ? null : LeidenSearch.Prepare(device, graph, searched, unitResolution, starts, Temperature(graph, theta), seed, cancellation));
    }

    // theta is relative to the mean edge, so that the result does not depend on the unit of the weights.
    private static double Temperature(WeightedGraph graph, double theta)
    {
        long ends = 0;
        for (int node = 0; node < graph.Nodes; node++)
        {
            ReadOnlySpan<int> to = graph.NeighborsOf(node);
            ReadOnlySpan<double> weight = graph.WeightsOf(node);
            for (int e = 0; e < to.Length; e++) ends += to[e] != node && weight[e] != 0 ? 1 : 0;
        }

        return ends > 0 ? theta * graph.Strengths.Sum() / ends : 0;
    }

    /// <summary>Starts of one call on a graph of so many stored entries: 10 for small graphs, where they cost least, down to 4 for large ones.</summary>
    public static int DefaultStarts(long entries) => (int)Math.Clamp(10_000_000 / Math.Max(entries, 1), 4, 10);
}
