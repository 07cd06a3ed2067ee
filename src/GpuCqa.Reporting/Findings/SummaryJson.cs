using System.Text.Json.Nodes;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Comparisons;
using GpuCqa.Reporting.Mappings;
using GpuCqa.Reporting.Records;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Findings;

/// <summary>summary.json: the finding for programs, a block for each part that the result has. What the design can show comes first.</summary>
public static class SummaryJson
{
    /// <summary>File name in the result folder.</summary>
    public const string FileName = "summary.json";

    /// <summary>The document; the same result gives the same text.</summary>
    public static string Text(AnalysisResult result)
    {
        var json = new JsonObject();
        if (result is IAssociationResult { Tests: { } tests }) AssociationSummary.Add(json, tests, FindingText.Sentence(result), result.Warnings);
        if (result is IPredictionResult { Prediction: not null } predicted) PredictionSummary.Add(json, predicted);
        if (result is IAttributionResult { Effective.Count: > 0 } attributed) EffectiveSummary.Add(json, attributed);
        if (result is IPopulationResult { Map: { } map }) PopulationSummary.Add(json, map);
        if (result is IPopulationResult { Map: { } cells }) ProgramSummary.Add(json, result, cells);
        if (result is DiscoveryResult found) NeighbourhoodSummary.Add(json, found);
        if (result is DiscoveryResult discovery) json["preset"] = discovery.Parameters.Preset;
        if (result is IAssociationResult seeded) json["seed"] = seeded.Tests.Parameters.Seed;
        if (result is CompareResult compared) CompareJson.Add(json, compared, FindingText.Sentence(result));
        if (result is MapResult mapped) MappingSummary.Add(json, mapped, FindingText.Sentence(result));
        else if (result.ReferenceHash is { } hash) json["reference"] = new JsonObject { ["hash"] = hash };
        json["caveats"] = JsonText.Texts(FindingText.Caveats(result));
        json["notes"] = JsonText.Texts(result.Notes);
        return JsonText.Write(json);
    }
}
