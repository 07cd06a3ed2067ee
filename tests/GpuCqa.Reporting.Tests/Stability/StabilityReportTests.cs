using System.Text.Json.Nodes;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Errors;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Pages;
using GpuCqa.Reporting.Reading;
using GpuCqa.Reporting.Tables;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Reporting.Tests.Stability;

public sealed class StabilityReportTests : IDisposable
{
    private readonly TemporaryFolder place = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Folder_ReadBack_GivesTheSameTablesSummaryAndReport(bool lost)
    {
        DiscoveryResult plain = new SyntheticResult { Readouts = ["vegf_pg_ml", "ido, \"activity\""], Values = true }.Build();
        DiscoveryResult result = SyntheticStability.With(plain, lost ? Finding.Of(plain.Tests).Best!.State : null);
        ResultFiles.Write(place.Path, result, SyntheticProvenance.Make());
        StoredResult stored = ResultReader.Read(place.Path);
        Assert.Contains(ResultTables.Stability, ResultTables.Of(result));
        Assert.DoesNotContain(ResultTables.Stability, ResultTables.Of(plain));
        foreach (TableDefinition table in ResultTables.Of(result).Except([ResultTables.Expression, ResultTables.ExpressionGenes])) Assert.Equal(table.Bytes(result), table.Bytes(stored.Result));
        Assert.Equal(SummaryJson.Text(result), SummaryJson.Text(stored.Result));
        Assert.Equal(File.ReadAllText(place.File("report.html")), ReportPage.Text(ReportSource.In(place.Path)));
        File.WriteAllText(place.File("stability_jaccard.csv"), File.ReadAllText(place.File("stability_jaccard.csv")).Replace("\nlot,", "\nother,", StringComparison.Ordinal));
        Assert.Throws<BadDataException>(() => ResultReader.Read(place.Path));
    }

    [Fact]
    public void UnstableBest_IsNotTheHeadline_AndTheReportSaysWhy()
    {
        DiscoveryResult plain = new SyntheticResult().Build();
        Association best = Finding.Of(plain.Tests).Best!;
        DiscoveryResult result = SyntheticStability.With(plain, best.State);
        string at = $"cluster {best.State.Index} at resolution {NumberText.Plain(plain.Tests.Partitions[best.State.Partition].Resolution)}", why = "mean Jaccard 0.50 in subsamples; Jaccard 0.25 without lot";
        Assert.NotEqual(best.State, Finding.Of(result.Tests).Best!.State);
        Assert.Contains(at, FindingText.Sentence(result), StringComparison.Ordinal);
        Assert.Contains(why, FindingText.Sentence(result), StringComparison.Ordinal);
        string page = ReportPage.Text(result, SyntheticProvenance.Make());
        Assert.Contains("Are the clusters found again?", page, StringComparison.Ordinal);
        Assert.Contains("クラスターは再現されるか", page, StringComparison.Ordinal);
        Assert.Contains(why, page, StringComparison.Ordinal);
        JsonNode json = JsonNode.Parse(SummaryJson.Text(result))!["stability"]!;
        Assert.Equal(best.State.Index, (int)json["set_aside"]![0]!["cluster"]!);
        Assert.Equal(1, (int)json["unstable"]!);
    }

    [Fact]
    public void OnlyUnstable_ReachesTheLevel_NothingIsShown()
    {
        DiscoveryResult plain = new SyntheticResult().Build();
        Association best = Finding.Of(plain.Tests).Best!;
        DiscoveryResult result = SyntheticStability.With(plain with { Tests = plain.Tests with { Associations = [.. plain.Tests.Associations.Select(a => a.State == best.State ? a : a with { PFamily = 0.8 })] } }, best.State);
        Assert.False(Finding.Of(result.Tests).ReachesAlpha);
        Assert.Equal($"No cluster is shown to go with {best.Readout}", FindingText.Headline(result));
        Assert.Contains("is no finding", FindingText.Sentence(result), StringComparison.Ordinal);
        Assert.Contains("Not shown at family-wise level", ReportPage.Text(result, SyntheticProvenance.Make()), StringComparison.Ordinal);
    }

    [Fact]
    public void FindingOfOneLot_HasNoBadge()
    {
        DiscoveryResult plain = new SyntheticResult().Build(), result = SyntheticStability.With(plain, lotSpecific: true);
        Assert.Equal(FindingText.Headline(plain), FindingText.Headline(result));
        Assert.Contains(result.Warnings, w => w.Contains("come from lot", StringComparison.Ordinal));
        Assert.Contains("the warnings below undermine it", ReportPage.Text(result, SyntheticProvenance.Make()), StringComparison.Ordinal);
    }

    public void Dispose() => place.Dispose();
}
