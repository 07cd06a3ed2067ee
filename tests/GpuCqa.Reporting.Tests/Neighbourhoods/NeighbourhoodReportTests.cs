using GpuCqa.Analysis.Results;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Pages;
using GpuCqa.Reporting.Reading;
using GpuCqa.Reporting.Tables;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Reporting.Tests.Neighbourhoods;

public sealed class NeighbourhoodReportTests : IDisposable
{
    private readonly TemporaryFolder place = new();

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData(DiscoverParameters.Both)]
    [InlineData(DiscoverParameters.Neighbourhoods)]
    public void Folder_ReadBack_GivesTheSameTablesSummaryAndReport(string route)
    {
        DiscoveryResult result = SyntheticNeighbourhoods.With(new SyntheticResult { Readouts = ["vegf_pg_ml", "ido, \"activity\""], Values = true }.Build(), route, [2], [0]);
        ResultFiles.Write(place.Path, result, SyntheticProvenance.Make());
        StoredResult stored = ResultReader.Read(place.Path);
        Assert.Contains(ResultTables.Neighbourhoods, ResultTables.Of(result));
        foreach (TableDefinition table in ResultTables.Of(result).Except([ResultTables.Expression, ResultTables.ExpressionGenes])) Assert.Equal(table.Bytes(result), table.Bytes(stored.Result));
        Assert.Equal(SummaryJson.Text(result), SummaryJson.Text(stored.Result));
        Assert.Equal(File.ReadAllText(place.File("report.html")), ReportPage.Text(ReportSource.In(place.Path)));
        Assert.True(File.Exists(place.File("figures/map_neighbourhoods_vegf-pg-ml.svg")));
        File.WriteAllText(place.File("neighbourhood_tests.csv"), string.Join('\n', File.ReadAllLines(place.File("neighbourhood_tests.csv")).SkipLast(1)) + "\n");
        Assert.Throws<BadDataException>(() => ResultReader.Read(place.Path));
    }

    [Fact]
    public void Result_WithoutNeighbourhoods_HasNoTableSectionOrColumnOfThem()
    {
        DiscoveryResult result = new SyntheticResult().Build();
        Assert.DoesNotContain(ResultTables.Of(result), t => t.File.StartsWith("neighbourhood", StringComparison.Ordinal));
        Assert.DoesNotContain("neighbourhood", SummaryJson.Text(result), StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"neighbourhoods\"", ReportPage.Text(result, SyntheticProvenance.Make()), StringComparison.Ordinal);
    }

    [Fact]
    public void Sentence_RegionOfOneCluster_NamesIt()
    {
        DiscoveryResult result = SyntheticNeighbourhoods.With(new SyntheticResult().Build(), DiscoverParameters.Both, [2], []);
        string text = FindingText.Sentence(result);
        Assert.Contains("tested neighbourhoods of cells go", text, StringComparison.Ordinal);
        Assert.Contains("most like them is cluster 2 at resolution 0.2", text, StringComparison.Ordinal);
        Assert.Contains($"over {result.Tests.Associations.Count + 30} tests", text, StringComparison.Ordinal);
        Assert.Contains("global p 0.0131", text, StringComparison.Ordinal);
        Assert.StartsWith("Cluster", FindingText.Headline(result), StringComparison.Ordinal);
    }

    [Fact]
    public void Sentence_RegionAcrossClusters_SaysThatNoClusterHoldsIt()
    {
        DiscoveryResult result = new SyntheticResult { Effect = 0 }.Build();
        result = SyntheticNeighbourhoods.With(result with { Tests = result.Tests with { Associations = [.. result.Tests.Associations.Select(a => a with { PFamily = 1 })] } }, DiscoverParameters.Both, [1, 4, 5], []);
        // Every fifth cell, of whichever cluster.
        result = result with { Neighbourhoods = result.Neighbourhoods! with { Readouts = [result.Neighbourhoods.Readouts[0] with { Region = [.. result.Map.Cells.Lots.Select((_, c) => (sbyte)(c % 5 == 0 ? 1 : 0))] }] } };
        string text = FindingText.Sentence(result);
        Assert.Contains("no cluster holds the same cells", text, StringComparison.Ordinal);
        Assert.Equal("A region of cells, found without clusters, goes with vegf_pg_ml", FindingText.Headline(result));
        Assert.Contains("Shown at family-wise level 0.05", ReportPage.Text(result, SyntheticProvenance.Make()), StringComparison.Ordinal);
    }

    [Fact]
    public void Sentence_NothingPasses_GivesTheBest()
    {
        DiscoveryResult result = SyntheticNeighbourhoods.With(new SyntheticResult().Build(), DiscoverParameters.Neighbourhoods, [], []);
        Assert.Contains("none of 30 tested neighbourhoods of cells is shown to go with vegf_pg_ml", FindingText.Sentence(result), StringComparison.Ordinal);
        Assert.Equal("No neighbourhood of cells is shown to go with vegf_pg_ml", FindingText.Headline(result));
        string page = ReportPage.Text(result, SyntheticProvenance.Make());
        Assert.Contains("Not shown at family-wise level 0.05", page, StringComparison.Ordinal);
        Assert.Contains("Clusters, not tested", page, StringComparison.Ordinal);
    }
}
