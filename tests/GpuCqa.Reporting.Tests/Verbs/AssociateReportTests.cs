using System.Text.RegularExpressions;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Verbs;
using GpuCqa.Statistics;
using Xunit;

namespace GpuCqa.Reporting.Tests.Verbs;

public partial class AssociateReportTests
{
    [Fact]
    public void Sections_FollowTheParts()
    {
        Assert.Equal(["finding", "composition", "candidates", "associations", "lots", "method", "downloads"], Sections(Page("counts")));
        Assert.Equal(["finding", "map", "composition", "candidates", "associations", "stability", "markers", "programs", "lots", "method", "downloads"], Sections(ReportPage.Text(new SyntheticResult { Values = true }.Build(), SyntheticProvenance.Make())));
    }

    [Fact]
    public void Sections_WithoutAnyTest_StillSayWhy()
    {
        AssociateResult result = AssociateFolderTests.Of("counts").Build();
        result = result with { Tests = result.Tests with { Associations = [] } };
        Assert.Equal(["finding", "composition", "associations", "lots", "method", "downloads"], Sections(ReportPage.Text(result, SyntheticProvenance.Make())));
        Assert.Equal("No association was tested: there is no state to set against vegf_pg_ml.", FindingText.Sentence(result));
    }

    [Theory]
    [MemberData(nameof(AssociateFolderTests.Kinds), MemberType = typeof(AssociateFolderTests))]
    public void Page_OfGivenStates_SpeaksOfNoClusterMapOrMarker(string kind)
    {
        string page = Page(kind).Replace("seurat_clusters", "", StringComparison.Ordinal);
        // Without the tables that it carries, which are packed.
        string main = Carried().Replace(page[page.IndexOf("<main>", StringComparison.Ordinal)..page.IndexOf("</main>", StringComparison.Ordinal)], "");
        Assert.DoesNotContain("cluster", main, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("クラスター", main, StringComparison.Ordinal);
        Assert.DoesNotContain("UMAP", main, StringComparison.Ordinal);
        Assert.DoesNotContain("result.h5ad", main, StringComparison.Ordinal);
        Assert.DoesNotContain(">NaN", main, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("GPUCQA_PREVIEW") is { Length: > 0 } folder) File.WriteAllText(Path.Combine(folder, $"associate-{kind}.html"), Page(kind));
    }

    [Fact]
    public void Sentence_OfCounts_NamesTheStateAndItsCells()
    {
        AssociateResult result = With(AssociateFolderTests.Of("counts").Build(), a => a with { Rho = 0.97, PFamily = 0.0023, P = 0.00051, IntervalLow = 0.81, IntervalHigh = 0.99, Cells = 1500 });
        int total = result.Tests.Partitions[0].LotCells!.Sum();
        Assert.Equal("The share of Enterocyte rises with vegf_pg_ml across 8 lots: Spearman rho 0.97 (95% interval 0.81 to 0.99), exact p 0.00051, family-wise p 0.0023 over 4 tests; "
            + $"the state holds 1,500 of {NumberText.Count(total)} cells ({NumberText.Percent(1500.0 / total)}).", FindingText.Sentence(result));
        Assert.Equal("Enterocyte goes with vegf_pg_ml", FindingText.Headline(result));
    }

    [Theory]
    [InlineData("block", "across 16 lots within each run: partial Spearman rho given run 0.97", "exact p 0.00051", "16ロットにわたり(各runの中で)", "runを与えたスピアマンの偏ρ = 0.97")]
    [InlineData("unit", "across 8 donors (16 lots): Spearman rho 0.97", "exact p 0.00051", "8のdonor(16ロット)にわたり", "スピアマンのρ = 0.97")]
    [InlineData("both", "across 8 donors (16 lots) within each run: partial Spearman rho given run 0.97", "exact p 0.00051", "8のdonor(16ロット)にわたり(各runの中で)", "偏ρ = 0.97")]
    [InlineData("covariate", "across 8 lots: partial Spearman rho given age 0.97", "approximate p 0.00051", "ageを与えたスピアマンの偏ρ = 0.97", "近似のp値")]
    public void Sentence_OfARestrictedDesign_SaysWhatWasPermuted(string kind, params string[] expected)
    {
        AssociateResult result = With(AssociateFolderTests.Of(kind).Build(), a => a with { Rho = 0.97, PFamily = 0.0023, P = 0.00051, IntervalLow = 0.81, IntervalHigh = 0.99, Cells = 1500 });
        string page = ReportPage.Text(result, SyntheticProvenance.Make()), sentence = FindingText.Sentence(result);
        Assert.Contains(expected[0], sentence, StringComparison.Ordinal);
        Assert.Contains(expected[1], sentence, StringComparison.Ordinal);
        Assert.All(expected[2..], e => Assert.Contains(e, page, StringComparison.Ordinal));
        Assert.Contains(result.Tests.Design.Sentence, page, StringComparison.Ordinal);
        Assert.Contains("許容される並べ方", page, StringComparison.Ordinal);
        Assert.Contains(kind == "covariate" ? "Freedman and Lane" : kind == "unit" ? "whole donors were exchanged" : "Orders were restricted to those within each run", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Sentence_OfFractionsAlone_NamesNoCells()
    {
        AssociateResult result = With(AssociateFolderTests.Of("fractions").Build(), a => a with { PFamily = 0.3 });
        Assert.Matches(@"\(8 lots\)\. Not significant", FindingText.Sentence(result));
        Assert.EndsWith(" over 4 tests.", FindingText.Sentence(With(result, a => a with { PFamily = 0.01 })), StringComparison.Ordinal);
        Assert.Contains("No numbers of cells were given, so the shares have no intervals.", ReportPage.Text(result, SyntheticProvenance.Make()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.9, "Enterocyte is higher in salmonella than in control across")]
    [InlineData(-0.9, "Enterocyte is higher in control than in salmonella across")]
    public void Sentence_OfTwoGroups_SaysWhichIsHigher(double rho, string expected)
    {
        AssociateResult result = With(AssociateFolderTests.Of("levels").Build(), a => a with { Rho = rho, PFamily = 0.01 });
        Assert.Contains(expected, FindingText.Sentence(result), StringComparison.Ordinal);
        Assert.Contains(rho > 0 ? "salmonellaでcontrolより高く" : "controlでsalmonellaより高く", VerbReport.Of(result).Sentence(result).Ja, StringComparison.Ordinal);
        string page = ReportPage.Text(result, SyntheticProvenance.Make());
        Assert.Contains(">salmonella</text>", page, StringComparison.Ordinal);
        Assert.Contains(">control</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Methods_OfTwoGroups_NameTheRankSumTest()
    {
        const string words = "is the exact Wilcoxon-Mann-Whitney rank-sum test of the two groups";
        AssociateResult levels = AssociateFolderTests.Of("levels").Build(), measured = AssociateFolderTests.Of("counts").Build();
        Assert.Contains(words, VerbReport.Of(levels).Methods(levels, "1").En, StringComparison.Ordinal);
        Assert.DoesNotContain("rank-sum", VerbReport.Of(measured).Methods(measured, "1").En, StringComparison.Ordinal);
        Assert.Contains("given, not found", VerbReport.Of(measured).Methods(measured, "1").En, StringComparison.Ordinal);
        Assert.Contains("in column all_cells", VerbReport.Of(measured).Methods(measured, "1").En, StringComparison.Ordinal);
    }

    [Fact]
    public void States_OfSeveralColumns_AreNamedWithTheirs()
    {
        AssociateResult result = AssociateFolderTests.Of("columns").Build();
        var names = new StateNames(result.Tests.Partitions);
        Assert.Equal("T (cell_type)", names.Of(new StateId(0, 0)).Full.En);
        Assert.Equal("state 2 (seurat_clusters)", names.Of(new StateId(1, 2)).At.En);
        Assert.Equal("State 2 (seurat_clusters)", names.Of(new StateId(1, 2)).Heading.En);
        Assert.Contains("States of different columns share cells", Page("columns"), StringComparison.Ordinal);
        Assert.Equal("Stem", new StateNames(AssociateFolderTests.Of("counts").Build().Tests.Partitions).Of(new StateId(0, 2)).Full.Ja);
    }

    [Fact]
    public void Notes_StandBesideTheFinding()
    {
        string page = Page("levels");
        string first = page[page.IndexOf("id=\"finding\"", StringComparison.Ordinal)..page.IndexOf("id=\"composition\"", StringComparison.Ordinal)];
        Assert.Contains("Two lots of one donor: D0.", first, StringComparison.Ordinal);
    }

    [Fact]
    public void Readout_Levels_AreReadByTheWholeName()
    {
        var parameters = new GpuCqa.Core.Parameters.AssociateParameters { Readouts = ["a", "a=b"], Layout = "", Values = "", LotColumn = "", Levels = ["a=b=low,high", "a=x,y,z"] };
        Assert.Equal(["low", "high"], ReadoutWords.Of(parameters, "a=b").Levels);
        Assert.Equal(["x", "y", "z"], ReadoutWords.Of(parameters, "a").Levels);
        Assert.Equal("high", ReadoutWords.Of(parameters, "a=b").Value(1));
        Assert.Equal("1.5", ReadoutWords.Of(parameters, "a=b").Value(1.5));
        Assert.Empty(ReadoutWords.Of(parameters, "c").Levels);
    }

    private static string Page(string kind) => ReportPage.Text(AssociateFolderTests.Of(kind).Build(), SyntheticProvenance.Make());

    private static string[] Sections(string page) => [.. Section().Matches(page).Select(m => m.Groups[1].Value)];

    private static AssociateResult With(AssociateResult result, Func<Association, Association> best)
    {
        Association first = result.Tests.Associations.First(a => a.State == new StateId(0, 0));
        return result with { Tests = result.Tests with { Associations = [best(first) with { Rank = 1 }, .. result.Tests.Associations.Where(a => a != first).Select(a => a with { PFamily = 1, Rank = a.Rank + 1 })] } };
    }

    [GeneratedRegex("<script.*?</script>", RegexOptions.Singleline)]
    private static partial Regex Carried();

    [GeneratedRegex("<section id=\"([a-z]+)\"")]
    private static partial Regex Section();
}
