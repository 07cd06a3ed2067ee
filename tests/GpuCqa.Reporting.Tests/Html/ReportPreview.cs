using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Html;
using Xunit;

namespace GpuCqa.Reporting.Tests.Html;

/// <summary>Writes reports of several kinds to the folder named by GPUCQA_PREVIEW, to be looked at; without it only checks that each can be made.</summary>
public class ReportPreview
{
    public static TheoryData<string> Kinds => ["typical", "none", "large", "readouts", "empty", "single", "tiny", "neighbourhoods", "neighbourhoods-alone", "stability", "stability-large"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Report_OfEveryKind_IsMade(string kind)
    {
        DiscoveryResult result = kind switch
        {
            "none" => new SyntheticResult { Effect = 0 }.Build(),
            "large" => new SyntheticResult { Lots = 40, CellsPerLot = 250, Resolutions = [0.2, 0.8, 2.0], Clusters = [6, 17, 40], LotName = i => i == 3 ? "ロット３－培地変更後" : i == 5 ? "LOT-2024-11-0005-reprocessed-second-thaw" : $"BM-{i + 1:000}" }.Build(),
            "readouts" => new SyntheticResult { Readouts = ["vegf_pg_ml", "ido_activity", "t_cell_suppression_percent"] }.Build(),
            "empty" => Empty(new SyntheticResult().Build()),
            "single" => new SyntheticResult { Resolutions = [1], Clusters = [2], Lots = 4, CellsPerLot = 40 }.Build(),
            "tiny" => new SyntheticResult { Resolutions = [0.5], Clusters = [1], Lots = 2, CellsPerLot = 3, LotName = i => i == 0 ? "<script>alert(1)</script>" : "\"q\" & 'r'" }.Build(),
            "neighbourhoods" => SyntheticNeighbourhoods.With(new SyntheticResult().Build(), "both", [2, 3], [0]),
            "neighbourhoods-alone" => SyntheticNeighbourhoods.With(new SyntheticResult { Readouts = ["vegf_pg_ml", "ido_activity"] }.Build(), "neighbourhoods", [1, 4], []),
            "stability" => SyntheticStability.With(new SyntheticResult().Build(), new Statistics.StateId(1, 3)),
            "stability-large" => SyntheticStability.With(new SyntheticResult { Lots = 20, CellsPerLot = 250, Resolutions = [0.2, 0.8, 2.0], Clusters = [6, 17, 40] }.Build(), new Statistics.StateId(2, 7)),
            _ => new SyntheticResult().Build(),
        };
        string text = ReportPage.Text(result, SyntheticProvenance.Make());
        Assert.EndsWith("</html>\n", text, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("GPUCQA_PREVIEW") is { Length: > 0 } folder) File.WriteAllText(Path.Combine(folder, kind + ".html"), text);
    }

    private static DiscoveryResult Empty(DiscoveryResult result) => result with { Tests = result.Tests with { Associations = [] }, Map = result.Map with { Markers = [] } };
}
