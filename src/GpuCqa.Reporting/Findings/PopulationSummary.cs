using System.Text.Json.Nodes;
using GpuCqa.Analysis.Populations;
using GpuCqa.Core.Cohorts;
using GpuCqa.Reporting.Records;

namespace GpuCqa.Reporting.Findings;

/// <summary>The blocks of summary.json about the cells.</summary>
internal static class PopulationSummary
{
    public static void Add(JsonObject json, PopulationMap map)
    {
        json["cohort"] = new JsonObject
        {
            ["lots"] = map.Lots.Count,
            ["cells_read"] = map.Lots.Sum(l => (long)l.CellsRead),
            ["cells_kept"] = map.Cells.Count,
            ["modality"] = map.Modality == CellModality.Counts ? "counts" : "features",
            ["genes"] = new JsonObject
            {
                ["union"] = map.Join.Union,
                ["shared"] = map.Join.Shared,
                ["dropped_not_shared"] = map.Join.DroppedNotShared,
                ["dropped_rare"] = map.Join.DroppedRare,
                ["kept"] = map.Join.Kept,
                ["selected"] = map.Pca.Genes.Length,
            },
        };
        json["alignment"] = new JsonObject
        {
            ["requested"] = map.Alignment.Requested,
            ["method"] = map.Alignment.Method,
            ["mixing_before"] = JsonText.Number(map.Alignment.MixingBefore),
            ["mixing_after"] = JsonText.Number(map.Alignment.MixingAfter),
            ["threshold"] = JsonText.Number(map.Alignment.Threshold),
            ["iterations"] = map.Alignment.Iterations,
        };
        json["embedding"] = new JsonObject
        {
            ["components"] = map.Pca.StandardDeviations.Length,
            ["dimensions"] = map.Embedding.Columns,
            ["clip"] = JsonText.Number(map.Pca.Clip),
            ["total_variance"] = JsonText.Number(map.Pca.TotalVariance),
            ["standard_deviations"] = JsonText.Numbers(map.Pca.StandardDeviations),
        };
        json["clusterings"] = JsonText.List(map.Clusterings, c => new JsonObject
        {
            ["algorithm"] = c.Algorithm,
            ["resolution"] = JsonText.Number(c.Resolution),
            ["clusters"] = c.Clusters,
            ["quality"] = JsonText.Number(c.Quality),
        });
    }
}
