using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Tables;

internal static class ClusterColumns
{
    public static TableDefinition Define() =>
        new Table<DiscoveryResult, (StateFraction Share, double Resolution)>("clusters.csv", Say("share of every cluster in every lot, with intervals", "各ロットの各クラスターの割合と区間"), "One row per lot, resolution and cluster: the share of the lot's cells that belong to the cluster, p(cluster | lot).", Rows)
            .Text("lot", "Lot.", f => f.Share.Lot)
            .Number("resolution", "Resolution of the clustering.", f => f.Resolution)
            .Integer("cluster", "Cluster, from 0 (largest).", f => f.Share.State.Index)
            .Integer("count", "Cells of the lot in the cluster. A count of 0 is an upper bound (wilson_high), not an absence.", f => f.Share.Count)
            .Integer("cells", "Cells of the lot after quality control.", f => f.Share.Cells)
            .Number("fraction", "count / cells, p(cluster | lot).", f => f.Share.Fraction)
            .Intervals(f => f.Share);

    private static IEnumerable<(StateFraction, double)> Rows(DiscoveryResult result) => result.Tests.Fractions.Select(f => (f, result.Tests.Partitions[f.State.Partition].Resolution));
}
