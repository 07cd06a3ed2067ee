using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Tables;

internal static class AssociationColumns
{
    public static TableDefinition Define() =>
        new Table<(Association Test, double Resolution)>("associations.csv", "One row per member of the family of tests (every cluster of every resolution against every readout), best first.", Rows)
            .Text("readout", "Readout.", a => a.Test.Readout)
            .Number("resolution", "Resolution of the clustering.", a => a.Resolution)
            .Integer("cluster", "Cluster, from 0 (largest).", a => a.Test.State.Index)
            .Integer("n", "Lots: the number of replicates. Cells are never the n of a test.", a => a.Test.Lots)
            .Integer("cells", "Cells of the cluster, all lots together.", a => a.Test.Cells)
            .Number("rho", "Spearman rank correlation of fraction and readout over lots (midranks); empty when one of them is constant.", a => a.Test.Rho)
            .Number("p_exact", "Two-sided permutation p of this test alone: over all distinct orders of the lots where the parameters exact_lots and exact_orders allow, by Monte Carlo (b + 1) / (m + 1) elsewhere; empty when not estimable.", a => a.Test.P)
            .Number("p_family", "Family-wise p (single-step Westfall-Young maxT over every row of this table).", a => a.Test.PFamily)
            .Number("p_family_step_down", "Family-wise p (step-down Westfall-Young maxT).", a => a.Test.PFamilyStepDown)
            .Number("interval_low", "Bonett-Wright confidence interval of rho, lower end; empty when not defined.", a => a.Test.IntervalLow)
            .Number("interval_high", "Bonett-Wright confidence interval of rho, upper end.", a => a.Test.IntervalHigh)
            .Number("bootstrap_low", "BCa interval of rho from the ideal bootstrap over lots, lower end; empty above exact_lots lots or when not defined.", a => a.Test.BootstrapLow)
            .Number("bootstrap_high", "BCa interval of rho, upper end.", a => a.Test.BootstrapHigh)
            .Number("leave_one_out_low", "Smallest rho when each lot is left out in turn; empty when one remainder is constant.", a => a.Test.LeaveOneOutLow)
            .Number("leave_one_out_high", "Largest rho when each lot is left out in turn; empty when one remainder is constant.", a => a.Test.LeaveOneOutHigh)
            .Number("rho_clr", "Spearman rank correlation on the centred log-ratio of the composition (pseudocount 0.5): a check against closure.", a => a.Test.RhoClr)
            .Number("stability", "Mean over the other resolutions of the best Jaccard index with one of their clusters, 0 to 1; empty with one resolution.", a => a.Test.Stability)
            .Text("flags", "Warnings, separated by semicolons: NOT_ESTIMABLE (a side is constant), LOT_SPECIFIC (one lot holds more than half of the cells), RARE (few cells in more than a fifth of the lots), SIGN_DISAGREES (rho and rho_clr have opposite signs), FEW_LOTS (intervals are indicative only).", a => a.Test.Flags.Count == 0 ? null : string.Join(';', a.Test.Flags))
            .Integer("rank", "Place in the ranking, from 1: by p_family, then |rho|, then stability, then resolution and cluster.", a => a.Test.Rank);

    private static IEnumerable<(Association, double)> Rows(DiscoveryResult result) => result.Tests.Associations.Select(a => (a, result.Tests.Partitions[a.State.Partition].Resolution));
}
