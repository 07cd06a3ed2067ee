using System.Text.Json.Nodes;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Reading;

/// <summary>Reads from summary.json what no table holds.</summary>
internal static class SummaryReader
{
    public static DesignStatement Design(JsonObject summary)
    {
        JsonObject design = summary.Object("design");
        return new DesignStatement(design.Integer("lots"), design.Number("orders"), design.Flag("exact"), design.Long("permutations"), design.Number("smallest_p"), design.Flag("can_reach_alpha"), design.String("sentence"));
    }

    public static string[] Notes(JsonObject summary) => [.. summary.Array("notes").Select(n => n!.GetValue<string>())];
}
