using GpuCqa.Analysis.Results;

namespace GpuCqa.Reporting.Tables;

internal static class ClusterColumns
{
    public static TableDefinition Define() =>
        new Table<ClusterFraction>("clusters.csv", "One row per lot, resolution and cluster: the share of the lot's cells that belong to the cluster, p(cluster | lot).", r => r.Fractions)
            .Text("lot", "Lot.", f => f.Lot)
            .Number("resolution", "Resolution of the clustering.", f => f.Resolution)
            .Integer("cluster", "Cluster, from 0 (largest).", f => f.Cluster)
            .Integer("count", "Cells of the lot in the cluster. A count of 0 is an upper bound (wilson_high), not an absence.", f => f.Count)
            .Integer("cells", "Cells of the lot after quality control.", f => f.Cells)
            .Number("fraction", "count / cells, p(cluster | lot).", f => f.Fraction)
            .Number("wilson_low", "Wilson interval of the fraction, lower end: sampling of cells only.", f => f.WilsonLow)
            .Number("wilson_high", "Wilson interval of the fraction, upper end.", f => f.WilsonHigh)
            .Number("overdispersed_low", "Wilson interval with the effective number of cells n / (1 + (n - 1) icc), lower end: sampling of cells and of aliquots.", f => f.OverdispersedLow)
            .Number("overdispersed_high", "The same, upper end.", f => f.OverdispersedHigh);
}
