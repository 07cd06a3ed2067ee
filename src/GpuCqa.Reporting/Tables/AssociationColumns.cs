using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Tables;

internal static class AssociationColumns
{
    public static TableDefinition Define() =>
        new Table<DiscoveryResult, (Association Test, double Resolution)>("associations.csv", Say("every test of every cluster against every readout", "全クラスター・全測定値の検定"), "One row per member of the family of tests (every cluster of every resolution against every readout), best first. With the route both the rows of neighbourhood_tests.csv are members too; with the route neighbourhoods clusters are listed without p.", Rows)
            .Text("readout", "Readout.", a => a.Test.Readout)
            .Number("resolution", "Resolution of the clustering.", a => a.Resolution)
            .Integer("cluster", "Cluster, from 0 (largest).", a => a.Test.State.Index)
            .Integer("n", "Lots: the number of replicates. Cells are never the n of a test.", a => a.Test.Lots)
            .Integer("cells", "Cells of the cluster, all lots together.", a => a.Test.Cells)
            .Statistics(a => a.Test)
            .Number("stability", "Mean over the other resolutions of the best Jaccard index with one of their clusters, 0 to 1; empty with one resolution.", a => a.Test.Stability)
            .Ranking(a => a.Test, "NOT_ESTIMABLE (a side is constant), LOT_SPECIFIC (one lot holds more than half of the cells), RARE (few cells in more than a fifth of the lots), and where clusters were found anew UNSTABLE (it does not hold) and BELOW_LOQ in the place of RARE (both as in stability.csv)", "stability, then resolution and cluster", "; those flagged UNSTABLE after all others");

    private static IEnumerable<(Association, double)> Rows(DiscoveryResult result) => result.Tests.Associations.Select(a => (a, result.Tests.Partitions[a.State.Partition].Resolution));
}
