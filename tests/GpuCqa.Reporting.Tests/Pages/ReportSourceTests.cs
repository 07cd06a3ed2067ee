using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Pages;
using GpuCqa.Reporting.Tables;
using GpuCqa.Reporting.Texts;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Reporting.Tests.Pages;

public sealed class ReportSourceTests : IDisposable
{
    private readonly TemporaryFolder place = new();

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Report_MadeAgainFromTheFolder_HasTheSameBytes(bool features)
    {
        DiscoveryResult result = new SyntheticResult { Values = true, Features = features, Readouts = ["vegf_pg_ml", "ido"] }.Build();
        ResultFiles.Write(place.Path, result, SyntheticProvenance.Make());
        byte[] page = File.ReadAllBytes(place.File("report.html")), map = File.ReadAllBytes(place.File("figures/map_finding.png"));
        File.Delete(place.File("report.html"));
        Directory.Delete(place.File("figures"), recursive: true);
        ResultFiles.WriteReport(ReportSource.In(place.Path), place.Path);
        Assert.Equal(page, File.ReadAllBytes(place.File("report.html")));
        Assert.Equal(map, File.ReadAllBytes(place.File("figures/map_finding.png")));
        Assert.NotEqual(page, System.Text.Encoding.UTF8.GetBytes(ReportPage.Text(ReportSource.In(place.Path, ReportLanguage.Japanese))));
    }

    [Fact]
    public void Report_FolderOfAnOlderVersion_LacksMarkersOnTheMapOnly()
    {
        ResultFiles.Write(place.Path, new SyntheticResult { Values = true }.Build(), SyntheticProvenance.Make());
        string whole = ReportPage.Text(ReportSource.In(place.Path));
        File.Delete(place.File(ResultTables.Expression.File));
        File.Delete(place.File(ResultTables.ExpressionGenes.File));
        string without = ReportPage.Text(ReportSource.In(place.Path));
        Assert.Contains("value=\"gene-0\"", whole, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"gene-0\"", without, StringComparison.Ordinal);
        Assert.Contains("id=\"map-data\"", without, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_OfAResult_AreTheFilesOfTheFolder()
    {
        DiscoveryResult result = new SyntheticResult { Values = true }.Build();
        ResultTables.Write(result, place.Path);
        IReadOnlyList<TableFile> memory = TableFile.Of(result), folder = TableFile.In(place.Path, result);
        Assert.Equal(folder.Select(t => t.Name), memory.Select(t => t.Name));
        for (int i = 0; i < folder.Count; i++) Assert.Equal(folder[i].Bytes, memory[i].Bytes);
    }
}
