using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Tables;

internal static class ClusterColumns
{
    public static TableDefinition Define() =>
        new Table<(StateFraction Share, double Resolution)>("clusters.csv", "One row per lot, resolution and cluster: the share of the lot's cells that belong to the cluster, p(cluster | lot).", Rows)
            .Text("lot", "Lot.", f => f.Share.Lot)
            .Number("resolution", "Resolution of the clustering.", f => f.Resolution)
            .Integer("cluster", "Cluster, from 0 (largest).", f => f.Share.State.Index)
            .Integer("count", "Cells of the lot in the cluster. A count of 0 is an upper bound (wilson_high), not an absence.", f => f.Share.Count)
            .Integer("cells", "Cells of the lot after quality control.", f => f.Share.Cells)
            .Number("fraction", "count / cells, p(cluster | lot).", f => f.Share.Fraction)
            .Number("wilson_low", "Wilson interval of the fraction, lower end: sampling of cells only.", f => f.Share.WilsonLow)
            .Number("wilson_high", "Wilson interval of the fraction, upper end.", f => f.Share.WilsonHigh)
            .Number("overdispersed_low", "Wilson interval with the effective number of cells n / (1 + (n - 1) icc), lower end: sampling of cells and of aliquots.", f => f.Share.OverdispersedLow)
            .Number("overdispersed_high", "The same, upper end.", f => f.Share.OverdispersedHigh);

    private static IEnumerable<(StateFraction, double)> Rows(DiscoveryResult result) => result.Tests.Fractions.Select(f => (f, result.Tests.Partitions[f.State.Partition].Resolution));
}
