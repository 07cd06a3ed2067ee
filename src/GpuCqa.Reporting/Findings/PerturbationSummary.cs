using System.Text.Json.Nodes;
using GpuCqa.Reporting.Records;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Findings;

/// <summary>The blocks of summary.json about a perturbation experiment.</summary>
internal static class PerturbationSummary
{
    public static void Add(JsonObject json, PerturbationResult result, string sentence)
    {
        json["design"] = new JsonObject { ["sentence"] = result.Floor.Sentence, ["lots"] = result.Floor.Lots, ["genes"] = result.Floor.Genes, ["smallest_sign_flip_p"] = JsonText.Number(result.Floor.SignFlip), ["lots_needed"] = result.Floor.Needed, ["lots_needed_for_family"] = result.Floor.NeededFamily };
        json["finding"] = new JsonObject { ["sentence"] = sentence, ["control_worked"] = result.ControlWorked, ["control"] = result.ControlReason };
        json["readout"] = result.Parameters.Readout;
        json["genes"] = JsonText.List(result.Genes, g =>
        {
            Interval interval = g.Test.Interval(result.Parameters.Confidence);
            return new JsonObject
            {
                ["gene"] = g.Gene, ["positive_control"] = g.IsPositiveControl, ["code"] = g.CodeText, ["effect"] = JsonText.Number(g.Test.Mean), ["effect_low"] = JsonText.Number(interval.Low), ["effect_high"] = JsonText.Number(interval.High),
                ["p_family"] = JsonText.Number(g.FamilyP), ["n"] = g.Lots, ["reason"] = string.Join("; ", g.Reasons), ["flags"] = JsonText.Texts(g.Flags),
            };
        });
        json["viability_slope"] = JsonText.Number(result.ViabilitySlope);
        json["warnings"] = JsonText.Texts(result.Warnings);
    }
}
