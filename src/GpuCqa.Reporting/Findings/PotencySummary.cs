using System.Text.Json.Nodes;
using GpuCqa.Reporting.Records;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Findings;

/// <summary>The blocks of summary.json about assay plates.</summary>
internal static class PotencySummary
{
    public static void Add(JsonObject json, PotencyResult result, string sentence)
    {
        json["finding"] = new JsonObject { ["sentence"] = sentence };
        json["unit"] = result.Unit;
        json["readouts"] = JsonText.Texts(result.Readouts);
        json["plates"] = JsonText.List(result.Plates, p => new JsonObject
        {
            ["plate"] = p.Plate, ["accepted"] = p.Accepted, ["lower_limit"] = JsonText.Number(p.LowerLimit), ["upper_limit"] = JsonText.Number(p.UpperLimit),
            ["a"] = JsonText.Number(p.Fit.Curve.A), ["b"] = JsonText.Number(p.Fit.Curve.B), ["c"] = JsonText.Number(p.Fit.Curve.C), ["d"] = JsonText.Number(p.Fit.Curve.D),
        });
        json["lots"] = JsonText.List(result.Lots, l => new JsonObject
        {
            ["lot"] = l.Lot, ["condition"] = l.Condition, ["readout"] = l.Readout, ["status"] = PotencyText.Status(l), ["value"] = JsonText.Number(l.Value), ["replicates"] = l.Replicates.Count, ["relative_potency"] = JsonText.Number(l.Relative),
        });
        json["warnings"] = JsonText.Texts(result.Warnings);
    }
}
