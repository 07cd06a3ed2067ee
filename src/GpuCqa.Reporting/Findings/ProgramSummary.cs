using System.Text.Json.Nodes;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Records;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Findings;

/// <summary>The block of summary.json about what the found cluster expresses.</summary>
internal static class ProgramSummary
{
    public static void Add(JsonObject json, AnalysisResult result, PopulationMap map)
    {
        if (map.Programs is not { } programs) return;
        var block = new JsonObject();
        if (ProgramText.Sentence(result) is { } sentence) block["sentence"] = sentence;
        block["descriptive"] = "clusters were defined on the same data";
        block["libraries"] = JsonText.List(programs.Libraries, l => new JsonObject { ["name"] = l.Name, ["sets"] = l.Sets, ["genes"] = l.Genes, ["genes_found"] = l.Found, ["sets_within_limits"] = l.Testable });
        if (result is IAssociationResult tested && Finding.Of(tested.Tests).Best is { } best)
        {
            double resolution = map.Clusterings[best.State.Partition].Resolution;
            int cluster = best.State.Index;
            if (programs.TestOf(resolution, cluster) is { } test)
            {
                block["cluster"] = new JsonObject
                {
                    ["resolution"] = JsonText.Number(resolution),
                    ["cluster"] = cluster,
                    ["lots"] = test.Lots.Count,
                    ["lots_left_out"] = JsonText.Texts(test.LeftOut),
                    ["genes_tested"] = test.Genes,
                    ["higher"] = test.Up,
                    ["lower"] = test.Down,
                    ["leading_genes"] = JsonText.Texts(programs.Markers.Where(m => m.Resolution == resolution && m.Cluster == cluster && m.Log2Fc > 0).Take(ClusterPrograms.LeadingGenes).Select(m => m.Name)),
                    ["leading_sets"] = new JsonArray([.. Sets(true), .. Sets(false)]),
                };
            }

            IEnumerable<JsonNode> Sets(bool up) => ProgramText.Leading(programs, resolution, cluster, up).Take(MostSets).Select(s => new JsonObject
            {
                ["library"] = s.Library,
                ["gene_set"] = s.Set,
                ["direction"] = up ? "up" : "down",
                ["overlap"] = s.Overlap,
                ["size"] = s.Size,
                ["p"] = JsonText.Number(s.P),
                ["p_adjusted"] = JsonText.Number(s.PAdjusted),
                ["rank_p"] = JsonText.Number(s.RankP),
            });
        }

        json["programs"] = block;
    }

    private const int MostSets = 10;
}
