using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.GeneSets;
using GpuCqa.Analysis.Markers;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Texts;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Pseudobulk;

/// <summary>Markers of every cluster with the lots as replicates, and the gene sets that they fall into.</summary>
/// <remarks>
/// Raw counts are summed per lot and cluster; the cluster is compared with the lot's other cells, lot by lot (<see cref="PseudobulkComparison"/>). A lot with fewer cells than the limit on
/// either side is left out of that comparison by name. Genes are ranked by effect among those that are detected and significant. The p-values describe; they do not test, because the
/// clusters come from the same cells.
/// </remarks>
public static class PseudobulkSearch
{
    /// <summary>Arrays of lots x genes that a comparison holds: counts of the rest, both libraries of the tested genes, differences and residuals.</summary>
    private const long ComparisonArrays = 5;

    /// <summary>Compares every cluster of every clustering.</summary>
    /// <param name="device">Runs the loops over clusters and genes.</param>
    /// <param name="cells">Counts.</param>
    /// <param name="lots">The lots, in the order of the cells' lot indices.</param>
    /// <param name="clusterings">Partitions of the cells.</param>
    /// <param name="libraries">Gene sets, matched to the cohort's genes.</param>
    /// <param name="parameters">Limits.</param>
    /// <param name="progress">Receives the note of clusters that are not compared.</param>
    /// <param name="cancellation">Stops between pieces of cells and clusters.</param>
    public static ClusterPrograms Run(
        ComputeDevice device, CellStore cells, IReadOnlyList<LotResult> lots, IReadOnlyList<Clustering> clusterings, IReadOnlyList<GeneSetMatch> libraries, DiscoverParameters parameters, StepProgress progress, CancellationToken cancellation)
    {
        var sums = new PseudobulkSums(cells, clusterings, lots.Count);
        int[][] counts = [.. clusterings.Select(c => Counts(c, cells.Lots, lots.Count))];
        var found = clusterings.Select(c => new Found[c.Clusters]).ToArray();
        foreach (IReadOnlyList<ClusterRange> ranges in PseudobulkSums.Sweeps(clusterings, lots.Count, cells.Genes.Count))
        {
            sums.Sweep(device, ranges, cancellation);
            (int Range, int Cluster)[] all = [.. ranges.SelectMany((r, i) => Enumerable.Range(0, r.End - r.First).Select(c => (i, c)))];
            int together = SideBySide(lots.Count, cells.Genes.Count);
            for (int from = 0; from < all.Length; from += together)
            {
                int first = from;
                device.ForEach(Math.Min(together, all.Length - first), i =>
                {
                    cancellation.ThrowIfCancellationRequested();
                    (int range, int offset) = all[first + i];
                    (int clustering, int cluster) = (ranges[range].Clustering, ranges[range].First + offset);
                    found[clustering][cluster] = Compare(sums, range, offset, clusterings[clustering].Resolution, cluster, counts[clustering], cells, lots, libraries, parameters);
                });
            }
        }

        Found[] flat = [.. found.SelectMany(f => f)];
        int silent = flat.Count(f => f.Test.Genes == 0);
        if (silent > 0)
        {
            progress.Note($"Markers over lots: {Counted.Of(silent, "cluster")} of {flat.Length} over all resolutions {Counted.Word(silent, "has", "have")} fewer than {PairedModeratedT.FewestLots} lots with {Counted.Of(parameters.PseudobulkMinCells, "cell")} on both sides, and no gene is compared there.");
        }

        return new ClusterPrograms([.. flat.Select(f => f.Test)], [.. flat.SelectMany(f => f.Markers)], [.. libraries.Select(l => l.Library)], [.. flat.SelectMany(f => f.Sets)]);
    }

    /// <summary>Bytes that the search takes of a cohort: sums, and the comparisons that threads make at a time, with as many that are not yet collected.</summary>
    internal static long BytesOf(long lots, long clusters, long genes) =>
        PseudobulkSums.BytesOf(lots, clusters, genes) + (Math.Min(Math.Min(clusters, 2L * Environment.ProcessorCount), SideBySide(lots, genes)) * ComparisonArrays * 8 * lots * genes);

    // Clusters whose comparisons are held at a time.
    private static int SideBySide(long lots, long genes) => (int)Math.Clamp(PseudobulkSums.MostBytes / Math.Max(1, ComparisonArrays * 8 * lots * genes), 1, 1 << 20);

    private static Found Compare(
        PseudobulkSums sums, int range, int offset, double resolution, int cluster, int[] counts, CellStore cells, IReadOnlyList<LotResult> lots, IReadOnlyList<GeneSetMatch> libraries, DiscoverParameters parameters)
    {
        int least = parameters.PseudobulkMinCells, clusterCells = 0;
        var used = new List<int>();
        var leftOut = new List<string>();
        for (int l = 0; l < lots.Count; l++)
        {
            int own = counts[(cluster * lots.Count) + l];
            clusterCells += own;
            if (own >= least && lots[l].CellsKept - own >= least) used.Add(l);
            else leftOut.Add(lots[l].Name);
        }

        string[] names = [.. used.Select(l => lots[l].Name)];
        var none = new PseudobulkTest(resolution, cluster, names, leftOut, 0, double.NaN, double.NaN, double.NaN, 0, 0);
        if (used.Count < PairedModeratedT.FewestLots) return new Found(none, [], []);
        double[][] inside = [.. used.Select(l => sums.Of(range, offset, l))];
        double[][] outside = [.. used.Select((l, i) => Rest(sums.OfLot(l), inside[i]))];
        PseudobulkComparison comparison = PseudobulkComparison.Of(inside, outside);
        if (comparison.Test is not { } test) return new Found(none, [], []);

        var calls = new GeneCalls(comparison, sums.DetectedIn(range, offset), sums.DetectedInAll, clusterCells, cells.Count, parameters);
        LotMarker[] markers = [.. Markers(calls, calls.Higher, true), .. Markers(calls, calls.Lower, false)];
        GeneSetTest[] sets = [.. libraries.SelectMany(l => GeneSetSearch.Run(l, comparison, calls, cells.Genes, resolution, cluster))];
        return new Found(none with { Genes = comparison.Genes.Length, PriorFreedom = test.Prior.Freedom, PriorVariance = test.Prior.Variance, TotalFreedom = test.Prior.TotalFreedom, Up = calls.Up, Down = calls.Down }, markers, sets);

        IEnumerable<LotMarker> Markers(GeneCalls genes, int[] order, bool up)
        {
            int calledGenes = up ? genes.Up : genes.Down;
            for (int i = 0; i < Math.Min(order.Length, Math.Max(calledGenes, ClusterPrograms.LeadingGenes)); i++)
            {
                int g = order[i], gene = comparison.Genes[g];
                yield return new LotMarker(
                    resolution, cluster, i + 1, cells.Genes.Ids[gene], cells.Genes.Names[gene], test.Means[g], test.T[g], test.P[g], genes.Adjusted[g], comparison.MeanLevels[g],
                    genes.ShareIn(g), genes.ShareOut(g), Agreeing(comparison, g, up), genes.IsCalled(g));
            }
        }
    }

    private static int Agreeing(PseudobulkComparison comparison, int gene, bool up)
    {
        int agreeing = 0;
        foreach (double d in comparison.Differences.AsSpan(gene * comparison.Lots, comparison.Lots))
        {
            if (up ? d > 0 : d < 0) agreeing++;
        }

        return agreeing;
    }

    // Of values that are no whole counts a difference may fall below zero by rounding.
    private static double[] Rest(double[] all, double[] inside)
    {
        var rest = new double[all.Length];
        for (int g = 0; g < rest.Length; g++) rest[g] = Math.Max(0, all[g] - inside[g]);
        return rest;
    }

    private static int[] Counts(Clustering clustering, int[] lots, int lotCount)
    {
        int[] counts = new int[clustering.Clusters * lotCount];
        for (int c = 0; c < lots.Length; c++) counts[(clustering.Labels[c] * lotCount) + lots[c]]++;
        return counts;
    }

    private sealed record Found(PseudobulkTest Test, LotMarker[] Markers, GeneSetTest[] Sets);
}
