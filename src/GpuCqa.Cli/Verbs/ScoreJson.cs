using System.Text.Json;
using System.Text.Json.Nodes;
using GpuCqa.Cli.Running;
using GpuCqa.Pipelines.Scoring;
using GpuCqa.Statistics;

namespace GpuCqa.Cli.Verbs;

/// <summary>A score for programs; what is not defined is null.</summary>
internal static class ScoreJson
{
    public static string Of(DiscoveryScore score) => Write(new JsonObject
    {
        ["verb"] = "discover",
        ["right"] = score.Right,
        ["lots"] = score.Lots,
        ["cells"] = score.Cells,
        ["damaged_kept"] = Number(score.DamagedKept),
        ["intact_removed"] = Number(score.IntactRemoved),
        ["findings"] = List(score.Findings, f => new JsonObject
        {
            ["readout"] = f.Readout.Name,
            ["planted"] = f.Readout.Planted,
            ["population_correlation"] = f.Readout.Correlation,
            ["right"] = f.Right,
            ["false"] = f.False,
            ["missed"] = f.Missed,
            ["reaches"] = f.Reaches,
            ["named"] = f.Named,
            ["recovered"] = f.Recovered,
            ["best"] = Test(score, f.Best),
            ["cluster"] = Match(f.Cluster),
            ["finding"] = Match(f.Finding),
            ["fraction_error"] = Number(f.FractionError),
            ["region_reaches"] = f.RegionReaches,
            ["region_jaccard"] = Number(f.Region),
            ["oracle"] = new JsonObject { ["rho"] = Number(f.Oracle.Rho), ["p_exact"] = Number(f.Oracle.P), ["p_family"] = Number(f.Oracle.PFamily), ["reaches"] = f.OracleReaches, ["ranked_first"] = f.OracleBest },
            ["true_rho"] = Number(f.TrueRho),
            ["matched"] = Test(score, f.Matched),
            ["interval_covers"] = f.IntervalCovers,
            ["bootstrap_covers"] = f.BootstrapCovers,
        }),
        ["resolutions"] = List(score.Partitions, p => new JsonObject
        {
            ["resolution"] = p.Resolution,
            ["clusters"] = p.Clusters,
            ["adjusted_rand"] = Number(p.AdjustedRand),
            ["cluster"] = p.Cluster,
            ["match"] = Match(p.Match),
            ["fraction_error"] = Number(p.FractionError),
            ["intervals_covering"] = p.Covered,
            ["lots"] = p.Lots,
            ["markers_in_20"] = p.Markers,
            ["lot_markers_in_20"] = Number(p.LotMarkers),
            ["planted_markers"] = p.PlantedMarkers,
            ["planted_up_genes_in_20"] = p.UpGenes,
            ["programs"] = List(p.Programs, s => new JsonObject { ["program"] = s.Program, ["direction"] = s.Up ? "up" : "down", ["genes"] = s.Genes, ["called"] = s.Called, ["p_adjusted"] = Number(s.PAdjusted), ["found"] = s.Found }),
        }),
    });

    public static string Of(MappingScore score) => Write(new JsonObject
    {
        ["verb"] = "map",
        ["right"] = score.Right,
        ["lots"] = score.Lots,
        ["cells"] = score.Cells,
        ["adjusted_rand"] = Number(score.AdjustedRand),
        ["accuracy"] = Number(score.Accuracy),
        ["planted_state_accuracy"] = Number(score.CqaAccuracy),
        ["sensitivity"] = Number(score.Sensitivity),
        ["specificity"] = Number(score.Specificity),
        ["refused"] = Number(score.Refused),
        ["novel_cells"] = score.Novel,
        ["novel_refused"] = Number(score.NovelRefused),
        ["fraction_error"] = Number(score.FractionError),
        ["by_lot"] = List(score.ByLot, l => new JsonObject { ["lot"] = l.Lot, ["cells"] = l.Cells, ["refused"] = Number(l.Refused), ["share"] = Number(l.Share), ["true_share"] = Number(l.TrueShare) }),
    });

    private static JsonObject? Test(DiscoveryScore score, Association? test) => test is null ? null : new JsonObject
    {
        ["resolution"] = score.Partitions[test.State.Partition].Resolution,
        ["cluster"] = test.State.Index,
        ["rho"] = Number(test.Rho),
        ["p_exact"] = Number(test.P),
        ["p_family"] = Number(test.PFamily),
        ["interval_low"] = Number(test.IntervalLow),
        ["interval_high"] = Number(test.IntervalHigh),
        ["bootstrap_low"] = Number(test.BootstrapLow),
        ["bootstrap_high"] = Number(test.BootstrapHigh),
    };

    private static JsonObject? Match(StateRecovery? match) => match is null ? null : new JsonObject { ["purity"] = Number(match.Purity), ["recall"] = Number(match.Recall), ["jaccard"] = Number(match.Jaccard) };

    private static JsonValue? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    private static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonNode> node) => new([.. items.Select(node)]);

    private static string Write(JsonNode node) => node.ToJsonString(JsonText.Indented) + "\n";
}
