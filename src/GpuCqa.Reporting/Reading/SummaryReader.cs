using System.Text.Json.Nodes;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Reading;

/// <summary>Reads from summary.json what no table holds.</summary>
internal static class SummaryReader
{
    public static DesignStatement Design(JsonObject summary)
    {
        JsonObject design = summary.Object("design");
        return new DesignStatement(design.Integer("lots"), design.Number("orders"), design.Flag("exact"), design.Long("permutations"), design.Number("smallest_p"), design.Flag("can_reach_alpha"), design.String("sentence"))
        {
            Restriction = design["restriction"] is JsonObject r
                ? new DesignRestriction([.. r.Array("block").Select(n => n!.GetValue<string>())], r.Integer("blocks"), r.OptionalString("unit"), r.Integer("lots"), [.. r.Array("covariates").Select(n => n!.GetValue<string>())])
                : null,
        };
    }

    /// <summary>Warnings; none in a folder of an engine that did not tell them apart.</summary>
    public static string[] Warnings(JsonObject summary) => summary["warnings"] is null ? [] : [.. summary.Array("warnings").Select(n => n!.GetValue<string>())];

    /// <summary>Hash of the reference; null in a folder without one.</summary>
    public static string? ReferenceHash(JsonObject summary) => (summary["reference"] as JsonObject)?.String("hash");

    /// <summary>The locked plan that a result was run under; null without one.</summary>
    public static PlanUse? Plan(JsonObject summary) => summary["plan"] is JsonObject plan
        ? new PlanUse(plan.String("sha256"), [.. plan.Array("deviations").Select(d => d!.AsObject()).Select(d => new PlanDeviation(d.String("subject"), d.String("planned"), d.String("found")))])
        : null;

    public static string[] Notes(JsonObject summary) => [.. summary.Array("notes").Select(n => n!.GetValue<string>())];
}
