using System.Text.Json.Nodes;
using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;
using GpuCqa.Reporting.Records;

namespace GpuCqa.Reporting.Findings;

/// <summary>summary.json: the finding for programs. What the design can show comes first.</summary>
public static class SummaryJson
{
    /// <summary>File name in the result folder.</summary>
    public const string FileName = "summary.json";

    /// <summary>The document; the same result gives the same text.</summary>
    public static string Text(DiscoveryResult result) => JsonText.Write(Node(result));

    private static JsonObject Node(DiscoveryResult result)
    {
        Finding finding = Finding.Of(result);
        return new JsonObject
        {
            ["design"] = new JsonObject
            {
                ["sentence"] = result.Tests.Design.Sentence,
                ["lots"] = result.Tests.Design.Lots,
                ["orders"] = JsonText.Number(result.Tests.Design.Orders),
                ["exact"] = result.Tests.Design.Exact,
                ["permutations"] = result.Tests.Design.Permutations,
                ["smallest_p"] = JsonText.Number(result.Tests.Design.SmallestP),
                ["can_reach_alpha"] = result.Tests.Design.CanReachAlpha,
            },
            ["finding"] = new JsonObject
            {
                ["sentence"] = FindingText.Sentence(result),
                ["alpha"] = JsonText.Number(result.Parameters.Alpha),
                ["reaches_alpha"] = finding.ReachesAlpha,
                ["best"] = finding.Best is null ? null : Association(result, finding.Best),
            },
            ["family"] = new JsonObject
            {
                ["tests"] = finding.FamilySize,
                ["estimable"] = finding.Estimable,
                ["reaching_alpha"] = finding.Reaching,
                ["readouts"] = JsonText.Texts(result.Parameters.Readouts),
                ["resolutions"] = JsonText.Numbers(result.Map.Clusterings.Select(c => c.Resolution)),
            },
            ["best_per_readout"] = JsonText.List(BestPerReadout(result), a => Association(result, a)),
            ["cohort"] = new JsonObject
            {
                ["lots"] = result.Map.Lots.Count,
                ["cells_read"] = result.Map.Lots.Sum(l => (long)l.CellsRead),
                ["cells_kept"] = result.Map.Cells.Count,
                ["modality"] = result.Map.Modality == Core.Cohorts.CellModality.Counts ? "counts" : "features",
                ["genes"] = new JsonObject
                {
                    ["union"] = result.Map.Join.Union,
                    ["shared"] = result.Map.Join.Shared,
                    ["dropped_not_shared"] = result.Map.Join.DroppedNotShared,
                    ["dropped_rare"] = result.Map.Join.DroppedRare,
                    ["kept"] = result.Map.Join.Kept,
                    ["selected"] = result.Map.Pca.Genes.Length,
                },
            },
            ["alignment"] = new JsonObject
            {
                ["requested"] = result.Map.Alignment.Requested,
                ["method"] = result.Map.Alignment.Method,
                ["mixing_before"] = JsonText.Number(result.Map.Alignment.MixingBefore),
                ["mixing_after"] = JsonText.Number(result.Map.Alignment.MixingAfter),
                ["threshold"] = JsonText.Number(result.Map.Alignment.Threshold),
                ["iterations"] = result.Map.Alignment.Iterations,
            },
            ["embedding"] = new JsonObject
            {
                ["components"] = result.Map.Pca.StandardDeviations.Length,
                ["dimensions"] = result.Map.Embedding.Columns,
                ["clip"] = JsonText.Number(result.Map.Pca.Clip),
                ["total_variance"] = JsonText.Number(result.Map.Pca.TotalVariance),
                ["standard_deviations"] = JsonText.Numbers(result.Map.Pca.StandardDeviations),
            },
            ["clusterings"] = JsonText.List(result.Map.Clusterings, c => new JsonObject
            {
                ["algorithm"] = c.Algorithm,
                ["resolution"] = JsonText.Number(c.Resolution),
                ["clusters"] = c.Clusters,
                ["quality"] = JsonText.Number(c.Quality),
            }),
            ["preset"] = result.Parameters.Preset,
            ["seed"] = result.Parameters.Seed,
            ["caveats"] = JsonText.Texts(FindingText.Caveats(result)),
            ["notes"] = JsonText.Texts(result.Notes),
        };
    }

    private static IEnumerable<Association> BestPerReadout(DiscoveryResult result) =>
        result.Parameters.Readouts.Distinct().Select(r => result.Tests.Associations.Where(a => a.Readout == r && !double.IsNaN(a.PFamily) && !double.IsNaN(a.Rho)).MinBy(a => a.Rank)).OfType<Association>();

    // Names as the columns of associations.csv.
    private static JsonObject Association(DiscoveryResult result, Association a) => new()
    {
        ["readout"] = a.Readout,
        ["resolution"] = JsonText.Number(result.Tests.Partitions[a.State.Partition].Resolution),
        ["cluster"] = a.State.Index,
        ["n"] = a.Lots,
        ["cells"] = a.Cells,
        ["rho"] = JsonText.Number(a.Rho),
        ["p_exact"] = JsonText.Number(a.P),
        ["p_family"] = JsonText.Number(a.PFamily),
        ["p_family_step_down"] = JsonText.Number(a.PFamilyStepDown),
        ["interval_low"] = JsonText.Number(a.IntervalLow),
        ["interval_high"] = JsonText.Number(a.IntervalHigh),
        ["bootstrap_low"] = JsonText.Number(a.BootstrapLow),
        ["bootstrap_high"] = JsonText.Number(a.BootstrapHigh),
        ["leave_one_out_low"] = JsonText.Number(a.LeaveOneOutLow),
        ["leave_one_out_high"] = JsonText.Number(a.LeaveOneOutHigh),
        ["rho_clr"] = JsonText.Number(a.RhoClr),
        ["stability"] = JsonText.Number(a.Stability),
        ["flags"] = JsonText.Texts(a.Flags),
        ["rank"] = a.Rank,
    };
}
