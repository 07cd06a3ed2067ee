using System.Text.Json.Nodes;
using GpuCqa.Analysis.Neighbourhoods;
using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Records;

namespace GpuCqa.Reporting.Findings;

/// <summary>The block of summary.json about neighbourhoods.</summary>
internal static class NeighbourhoodSummary
{
    /// <summary>Name of the block.</summary>
    public const string Name = "neighbourhoods";

    public static void Add(JsonObject json, DiscoveryResult result)
    {
        if (result.Neighbourhoods is not { } found) return;
        json[Name] = new JsonObject
        {
            ["sentence"] = NeighbourhoodText.Sentence(result).En,
            ["steps"] = found.Steps,
            ["tested"] = found.Tested.Count,
            ["tests"] = found.Tests,
            ["cells_left_out"] = found.LeftOut,
            ["likeness_median"] = JsonText.Number(found.LikenessMedian),
            ["likeness_low"] = JsonText.Number(found.LikenessLow),
            ["readouts"] = JsonText.List(found.Readouts, r => Readout(result, r)),
        };
    }

    private static JsonObject Readout(DiscoveryResult result, NeighbourhoodAssociation found)
    {
        NeighbourhoodTest? best = found.Best < 0 ? null : found.Tests[found.Best];
        int cell = best is null ? -1 : result.Neighbourhoods!.Tested[found.Best].Cell;
        return new JsonObject
        {
            ["readout"] = found.Readout,
            ["global"] = new JsonObject
            {
                ["p"] = JsonText.Number(found.Global.P),
                ["components"] = found.Global.Components,
                ["r_squared"] = JsonText.Number(found.Global.RSquared),
                ["f"] = JsonText.Number(found.Global.F),
                ["ranking_p"] = JsonText.Number(found.Global.RankingP),
                ["orders_as_extreme"] = found.Global.Count,
            },
            ["smallest_passing_rho"] = JsonText.Number(found.SmallestPassing),
            ["largest_not_passing_rho"] = JsonText.Number(found.LargestNotPassing),
            ["passing"] = found.Passing,
            ["best"] = best is null ? null : new JsonObject
            {
                ["cell"] = result.Map.Cells.Barcodes[cell],
                ["lot"] = result.Map.Lots[result.Map.Cells.Lots[cell]].Name,
                ["rho"] = JsonText.Number(best.Rho),
                ["p_exact"] = JsonText.Number(best.P),
                ["p_family"] = JsonText.Number(best.PFamily),
            },
            ["expanded"] = Region(result, found, 1),
            ["depleted"] = Region(result, found, -1),
        };
    }

    private static JsonObject Region(DiscoveryResult result, NeighbourhoodAssociation found, int sign)
    {
        IReadOnlyList<NeighbourhoodOverlap> overlaps = NeighbourhoodOverlap.Of(result.Map.Clusterings, found.Region, sign);
        return new JsonObject
        {
            ["cells"] = sign > 0 ? found.Expanded : found.Depleted,
            ["closest"] = NeighbourhoodOverlap.Closest(overlaps) is { } closest ? Overlap(result, closest) : null,
            ["clusters"] = JsonText.List(overlaps, o => Overlap(result, o)),
        };
    }

    private static JsonObject Overlap(DiscoveryResult result, NeighbourhoodOverlap overlap) => new()
    {
        ["resolution"] = JsonText.Number(result.Map.Clusterings[overlap.State.Partition].Resolution),
        ["cluster"] = overlap.State.Index,
        ["cells"] = overlap.Shared,
        ["share_of_region"] = JsonText.Number(overlap.OfRegion),
        ["share_of_cluster"] = JsonText.Number(overlap.OfCluster),
        ["jaccard"] = JsonText.Number(overlap.Jaccard),
    };
}
