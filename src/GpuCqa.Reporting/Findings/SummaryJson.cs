using System.Text.Json.Nodes;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Comparisons;
using GpuCqa.Reporting.Mappings;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Verbs;
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
        if (result is IAssociationResult { Tests: { Stability: { } stability } family }) StabilitySummaryJson.Add(json, family, stability);
        if (result is IPredictionResult { Prediction: not null } predicted) PredictionSummary.Add(json, predicted);
        if (result is IAttributionResult { Effective.Count: > 0 } attributed) EffectiveSummary.Add(json, attributed);
        if (result is IPopulationResult { Map: { } map }) PopulationSummary.Add(json, map);
        if (result is IPopulationResult { Map: { } cells }) ProgramSummary.Add(json, result, cells);
        if (result is DiscoveryResult found) NeighbourhoodSummary.Add(json, found);
        if (result is DiscoveryResult discovery) json["preset"] = discovery.Parameters.Preset;
        if (result is IAssociationResult seeded) json["seed"] = seeded.Tests.Parameters.Seed;
        if (result is PotencyResult plates) PotencySummary.Add(json, plates, FindingText.Sentence(result));
        if (result is PerturbationResult perturbed) PerturbationSummary.Add(json, perturbed, FindingText.Sentence(result));
        if (result is RegistryResult registry) RegistryText.Add(json, registry, FindingText.Sentence(result));
        if (result is CompareResult compared) CompareJson.Add(json, compared, FindingText.Sentence(result));
        if (result is MapResult mapped) MappingSummary.Add(json, mapped, FindingText.Sentence(result));
        else if (result.ReferenceHash is { } hash) json["reference"] = new JsonObject { ["hash"] = hash };
        if (VerbReport.Of(result).Verdict(result) is { } verdict) StatementSummary.Add(json, result, verdict.Words.En);
        if (result.Plan is { } plan)
        {
            json["plan"] = new JsonObject
            {
                ["sha256"] = plan.Hash,
                ["exploratory"] = plan.Exploratory,
                ["deviations"] = JsonText.List(plan.Deviations, d => new JsonObject { ["subject"] = d.Subject, ["planned"] = d.Planned, ["found"] = d.Found }),
            };
        }

        json["caveats"] = JsonText.Texts(FindingText.Caveats(result));
        json["notes"] = JsonText.Texts(result.Notes);
        return JsonText.Write(json);
    }
}
