using GpuCqa.Analysis.Neighbourhoods;
using GpuCqa.Analysis.Results;
using static GpuCqa.Reporting.Texts.Said;

namespace GpuCqa.Reporting.Tables;

/// <summary>The columns of neighbourhoods.csv and neighbourhood_tests.csv.</summary>
internal static class NeighbourhoodColumns
{
    private const string Where = "only where neighbourhoods were asked for (parameter route)";

    /// <summary>A row a readout.</summary>
    public static TableDefinition Readouts() =>
        new Table<DiscoveryResult, (DiscoveryResult Result, NeighbourhoodAssociation Found)>("neighbourhoods.csv", Say("association without clusters: each readout", "クラスターによらない関連: 測定値ごと"),
                $"One row per readout, {Where}: all neighbourhoods together, what passes, and how the region that it makes lies in the clusters.", result => result.Neighbourhoods!.Readouts.Select(r => (result, r)))
            { When = result => result.Neighbourhoods is not null }
            .Text("readout", "Readout.", r => r.Found.Readout)
            .Integer("n", "Lots: the number of replicates.", r => r.Result.Tests.Design.Lots)
            .Number("global_p", "Permutation p of all neighbourhoods together (global test of covarying neighbourhood analysis), over the orders of the lots as p_exact; not corrected for the number of readouts.", r => r.Found.Global.P)
            .Integer("global_components", "Leading components of the lots' neighbourhood abundance at which the relation is clearest.", r => r.Found.Global.Components)
            .Number("global_r_squared", "Share of the readout's variance over lots that these components explain.", r => r.Found.Global.RSquared)
            .Integer("tested", "Neighbourhoods in the family of tests.", r => r.Found.Tests.Count)
            .Number("smallest_passing_rho", "Smallest |rho| of any member of the family that passes; empty when none does.", r => r.Found.SmallestPassing)
            .Number("largest_not_passing_rho", "Largest |rho| of any member of the family that does not pass; the critical value lies between the two.", r => r.Found.LargestNotPassing)
            .Integer("passing", "Tested neighbourhoods whose family-wise p is at most alpha.", r => r.Found.Passing)
            .Number("best_rho", "Spearman rank correlation of the best neighbourhood; empty when none could be estimated.", r => Best(r.Found)?.Rho ?? double.NaN)
            .Number("best_p_exact", "Its permutation p alone.", r => Best(r.Found)?.P ?? double.NaN)
            .Number("best_p_family", "Its family-wise p (single-step Westfall-Young maxT over the whole family).", r => Best(r.Found)?.PFamily ?? double.NaN)
            .Integer("cells_expanded", "Cells of the region that rises with the readout (neighbourhood_region_<readout> of cells.csv.gz is 1).", r => r.Found.Expanded)
            .Number("expanded_resolution", "Resolution of the cluster whose cells are most like that region's; empty without one.", r => Resolution(r.Result, Closest(r.Result, r.Found, 1)))
            .Integer("expanded_cluster", "That cluster.", r => Closest(r.Result, r.Found, 1)?.State.Index)
            .Number("expanded_jaccard", "Jaccard index of the two.", r => Closest(r.Result, r.Found, 1)?.Jaccard ?? double.NaN)
            .Integer("cells_depleted", "Cells of the region that falls with the readout (-1).", r => r.Found.Depleted)
            .Number("depleted_resolution", "Resolution of the cluster whose cells are most like that region's; empty without one.", r => Resolution(r.Result, Closest(r.Result, r.Found, -1)))
            .Integer("depleted_cluster", "That cluster.", r => Closest(r.Result, r.Found, -1)?.State.Index)
            .Number("depleted_jaccard", "Jaccard index of the two.", r => Closest(r.Result, r.Found, -1)?.Jaccard ?? double.NaN);

    /// <summary>A row a test.</summary>
    public static TableDefinition Tests() =>
        new Table<DiscoveryResult, (DiscoveryResult Result, NeighbourhoodAssociation Found, int Index)>("neighbourhood_tests.csv", Say("every tested neighbourhood against every readout", "全検定近傍・全測定値の検定"),
                $"One row per tested neighbourhood and readout, {Where}, readouts in order, best first. With the route both, these rows and those of associations.csv are one family.", Rows)
            { When = result => result.Neighbourhoods is not null }
            .Text("readout", "Readout.", r => r.Found.Readout)
            .Integer("neighbourhood", "Number of the neighbourhood, from 0: the one that stands for most cells.", r => r.Index)
            .Text("cell", "Name of the cell at its centre.", r => r.Result.Map.Cells.Barcodes[Cell(r.Result, r.Index)])
            .Text("lot", "Lot of that cell.", r => r.Result.Map.Lots[r.Result.Map.Cells.Lots[Cell(r.Result, r.Index)]].Name)
            .Integer("row", "Row of that cell in cells.csv.gz, from 1.", r => Cell(r.Result, r.Index) + 1)
            .Integer("cells", "Cells whose own neighbourhood it stands for: of the tested ones it is the most like theirs by ranks over lots.", r => r.Result.Neighbourhoods!.Tested[r.Index].Cells)
            .Number("rho", "Spearman rank correlation over lots of abundance in the neighbourhood and readout; empty when one of them is constant.", r => r.Found.Tests[r.Index].Rho)
            .Number("p_exact", "Two-sided permutation p of this test alone, over the orders of the lots as in associations.csv.", r => r.Found.Tests[r.Index].P)
            .Number("p_family", "Family-wise p (single-step Westfall-Young maxT over the whole family: every row of this table, and with the route both every tested row of associations.csv).", r => r.Found.Tests[r.Index].PFamily)
            .Number("p_family_step_down", "Family-wise p (step-down Westfall-Young maxT).", r => r.Found.Tests[r.Index].PFamilyStepDown)
            .Integer("passes", "1 when p_family is at most alpha, else 0.", r => r.Found.Tests[r.Index].Passes ? 1 : 0);

    private static IEnumerable<(DiscoveryResult, NeighbourhoodAssociation, int)> Rows(DiscoveryResult result) => result.Neighbourhoods!.Readouts.SelectMany(found =>
        Enumerable.Range(0, found.Tests.Count).OrderBy(i => double.IsNaN(found.Tests[i].PFamily)).ThenBy(i => found.Tests[i].PFamily).ThenByDescending(i => Math.Abs(found.Tests[i].Rho)).ThenBy(i => i).Select(i => (result, found, i)));

    private static int Cell(DiscoveryResult result, int tested) => result.Neighbourhoods!.Tested[tested].Cell;

    private static NeighbourhoodTest? Best(NeighbourhoodAssociation found) => found.Best < 0 ? null : found.Tests[found.Best];

    private static NeighbourhoodOverlap? Closest(DiscoveryResult result, NeighbourhoodAssociation found, int sign) => NeighbourhoodOverlap.Closest(NeighbourhoodOverlap.Of(result.Map.Clusterings, found.Region, sign));

    private static double Resolution(DiscoveryResult result, NeighbourhoodOverlap? overlap) => overlap is null ? double.NaN : result.Map.Clusterings[overlap.State.Partition].Resolution;
}
