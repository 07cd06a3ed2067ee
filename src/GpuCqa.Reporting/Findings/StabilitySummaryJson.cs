using System.Text.Json.Nodes;
using GpuCqa.Reporting.Records;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Findings;

/// <summary>The block of summary.json about refits of the clusters.</summary>
internal static class StabilitySummaryJson
{
    public static void Add(JsonObject json, AssociationFindings tests, StabilityFindings found) => json["stability"] = new JsonObject
    {
        ["seeds"] = found.Count(RefitKind.Seed),
        ["subsamples"] = found.Count(RefitKind.Subsample),
        ["lots_left_out"] = found.Count(RefitKind.Lot),
        ["limits"] = new JsonObject
        {
            ["subsample_share"] = JsonText.Number(StabilityRules.SubsampleShare),
            ["subsample_mean_jaccard"] = JsonText.Number(StabilityRules.SubsampleJaccard),
            ["lot_out_jaccard"] = JsonText.Number(StabilityRules.LotOutJaccard),
            ["rho_quantile"] = JsonText.Number(StabilityRules.SignQuantile),
            ["largest_lot_share"] = JsonText.Number(AssociationSearch.LargestLotShare),
            ["quantified_lots"] = JsonText.Number(StabilityRules.QuantifiedLots),
        },
        ["clusters"] = found.Clusters.Count,
        ["unstable"] = found.Clusters.Count(c => c.Flags.Contains(StabilityRules.Unstable)),
        ["lot_specific"] = found.Clusters.Count(c => c.Flags.Contains(StabilityRules.LotSpecific)),
        ["below_loq"] = found.Clusters.Count(c => c.Flags.Contains(StabilityRules.BelowLimit)),
        ["best_per_readout"] = JsonText.List(tests.BestPerReadout(), a => StabilityText.Held(tests, a)!.Value.En),
        ["set_aside"] = JsonText.List(tests.Associations.Where(a => a.IsUnstable && a.PFamily <= tests.Parameters.Alpha), a => new JsonObject
        {
            ["readout"] = a.Readout,
            ["resolution"] = JsonText.Number(tests.Partitions[a.State.Partition].Resolution),
            ["cluster"] = a.State.Index,
            ["rho"] = JsonText.Number(a.Rho),
            ["p_family"] = JsonText.Number(a.PFamily),
            ["why"] = StabilityText.Reasons(found, a).En,
        }),
    };
}
