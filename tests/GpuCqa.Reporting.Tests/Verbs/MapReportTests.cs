using System.Text.RegularExpressions;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Verbs;
using GpuCqa.Statistics;
using Xunit;

namespace GpuCqa.Reporting.Tests.Verbs;

public partial class MapReportTests
{
    private static readonly MapResult Result = new SyntheticMapping().Build();

    private static readonly string Typical = ReportPage.Text(Result, SyntheticProvenance.Make());

    [Fact]
    public void Sections_FollowTheParts()
    {
        Assert.Equal(["finding", "replication", "falsification", "map", "unmapped", "markerhigh", "composition", "lots", "limits", "method", "downloads"], Sections(Typical));
        Assert.Equal(["finding", "map", "unmapped", "composition", "lots", "limits", "method", "downloads"], Sections(Page("unclaimed")));
        Assert.Equal(["finding", "replication", "map", "unmapped", "composition", "lots", "limits", "method", "downloads"], Sections(Page("few")));
    }

    [Theory]
    [MemberData(nameof(MapFolderTests.Kinds), MemberType = typeof(MapFolderTests))]
    public void Page_OfEveryKind_IsWholeInBothLanguages(string kind)
    {
        string page = Page(kind);
        if (Environment.GetEnvironmentVariable("GPUCQA_PREVIEW") is { Length: > 0 } folder) File.WriteAllText(Path.Combine(folder, $"map-{kind}.html"), page);
        Assert.EndsWith("</html>\n", page, StringComparison.Ordinal);
        Assert.Equal(Regex.Count(page, "<t?span lang=\"en\">"), Regex.Count(page, "<t?span lang=\"ja\">"));
        Assert.Equal(Regex.Count(page, " data-[a-z-]*en=\""), Regex.Count(page, " data-[a-z-]*ja=\""));
        string visible = Carried().Replace(page, "");
        Assert.DoesNotMatch(">[^<]*NaN", visible);
        Assert.DoesNotMatch("(x|y|cx|cy|x1|y1|width|height)=\"(NaN|[^\"]*∞)", visible);
        string[] ids = [.. Ids().Matches(visible).Select(m => m.Groups[1].Value)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        int own = Regex.Count(page, "<script( type=\"(application/json|text/plain)\" id=\"[a-z0-9-]+\")?>");
        Assert.Equal(own, Regex.Count(page, "</script>"));
    }

    [Fact]
    public void First_WhatTheLotsCanShow_StandsBeforeWhatTheyShowed()
    {
        string first = Section(Typical, "finding");
        ReplicationDesign design = Result.Replication.Designs[0];
        Assert.Contains("failing to replicate is the expected result", design.Sentence, StringComparison.Ordinal);
        int stated = first.IndexOf(Markup.Escape("test, adipose (each), " + design.Sentence["test, ".Length..]), StringComparison.Ordinal), told = first.IndexOf("class=\"verdict", StringComparison.Ordinal);
        Assert.InRange(stated, 0, told);
    }

    [Fact]
    public void Sentence_NamesEverySetWithItsTest()
    {
        string sentence = FindingText.Sentence(Result);
        ReplicationTest adipose = Result.Replication.Tests.Single(t => t.Set == "adipose");
        Assert.Contains("replicates in test (4 lots of BM): rho 1.00, one-sided exact p 0.0417 (smallest possible 0.0417)", sentence, StringComparison.Ordinal);
        Assert.Contains($"in adipose (4 lots of AD)", sentence, StringComparison.Ordinal);
        Assert.Contains($"rho {NumberText.Rho(adipose.Rho)}", sentence, StringComparison.Ordinal);
        Assert.Contains("fails as predicted in cord (5 lots of UC:", sentence, StringComparison.Ordinal);
        Assert.Contains("test + adipose together (8 lots, ordered within sets only)", sentence, StringComparison.Ordinal);
        Assert.Contains($"Evidence grade {Result.Replication.Grades[0].Level}", sentence, StringComparison.Ordinal);
        Assert.True(Result.Replication.Grades[0].Level >= EvidenceLevel.E2);
    }

    [Fact]
    public void Grade_SaysWhyNotHigherAndWhatItWasComputedFrom()
    {
        string first = Section(Typical, "finding");
        EvidenceGrade grade = Result.Replication.Grades[0];
        Assert.NotEmpty(grade.NotHigher);
        Assert.Contains(Markup.Escape(string.Join("; ", grade.NotHigher)), first, StringComparison.Ordinal);
        Assert.All(grade.Links, l => Assert.Contains(l.Sha256, first, StringComparison.Ordinal));
        Assert.Contains(grade.Hash, first, StringComparison.Ordinal);
    }

    [Fact]
    public void PostHoc_EverythingIsExploratoryAndNoBadgeIsGiven()
    {
        string page = Page("posthoc");
        MapResult result = MapFolderTests.Of("posthoc").Build();
        Assert.StartsWith("EXPLORATORY", FindingText.Headline(result), StringComparison.Ordinal);
        Assert.StartsWith("EXPLORATORY", FindingText.Sentence(result), StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"verdict shown\"", page, StringComparison.Ordinal);
        Assert.Contains("class=\"verdict shown\"", Typical, StringComparison.Ordinal);
        Assert.Contains("Evidence grade E0", Section(page, "finding"), StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"tag yes\"", page, StringComparison.Ordinal);
        Assert.Contains("EXPLORATORY: replicated", Section(page, "replication"), StringComparison.Ordinal);
        Assert.Contains("EXPLORATORY", Section(page, "falsification"), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatUndermines_StandsBesideTheFindingAndTakesTheBadge()
    {
        string page = Page("foreign"), first = Section(page, "finding");
        Assert.Contains("Lot C13 is foreign to the reference.", first, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"verdict shown\"", page, StringComparison.Ordinal);
        Assert.Contains("<strong><span lang=\"en\">Foreign lots:", Section(page, "unmapped"), StringComparison.Ordinal);
        string many = Section(ReportPage.Text(new SyntheticMapping { Beyond = 0.3 }.Build(), SyntheticProvenance.Make()), "finding");
        Assert.Matches("Many cells have no label in C13 \\([0-9.]+%\\)", many);
        Assert.DoesNotContain("Many cells have no label", Section(Typical, "finding"), StringComparison.Ordinal);
    }

    [Fact]
    public void FewLots_NotReplicating_IsSaidToBeExpected()
    {
        MapResult result = new SyntheticMapping { Sets = [("test", "BM", 4, -1)], Falsification = [] }.Build();
        Assert.Equal(ReplicationVerdict.NotReplicated, result.Replication.Tests[0].Verdict);
        string first = Section(ReportPage.Text(result, SyntheticProvenance.Make()), "finding");
        Assert.Contains("test has too few lots to speak against the claim", first, StringComparison.Ordinal);
        Assert.Contains("does not replicate in test (4 lots of BM)", first, StringComparison.Ordinal);
    }

    [Fact]
    public void Scatter_OfTrainAndSets_HasTheSameAxes()
    {
        string section = Section(Typical, "replication");
        string[] pictures = [.. Svg().Matches(section).Select(m => m.Value)];
        Assert.Equal(4, pictures.Length);
        string[] axes = [.. pictures.Select(p => string.Join(' ', Ticks().Matches(p).Select(m => m.Value)))];
        Assert.All(axes, a => Assert.Equal(axes[0], a));
        Assert.Equal(Result.Reference.Lots.Count, Regex.Count(pictures[0], "<circle"));
        Assert.Equal(4, Regex.Count(pictures[1], "<circle"));
    }

    [Fact]
    public void Discovery_HasTheScriptsAndStylesItHad()
    {
        string discovery = ReportPage.Text(new SyntheticResult().Build(), SyntheticProvenance.Make());
        Assert.DoesNotContain("map-verdicts", discovery, StringComparison.Ordinal);
        Assert.DoesNotContain(".shown-first", discovery, StringComparison.Ordinal);
        Assert.Contains("column('map-verdicts')", Typical, StringComparison.Ordinal);
        Assert.Contains(".shown-first", Typical, StringComparison.Ordinal);
    }

    [Fact]
    public void Methods_NameReferenceMethodAndThinning()
    {
        string methods = VerbReport.Of(Result).Methods(Result, "1").En;
        Assert.Contains(Result.Reference.Hash, methods, StringComparison.Ordinal);
        Assert.Contains("k.anchor 5, k.filter 200, k.score 30, k.weight 50", methods, StringComparison.Ordinal);
        Assert.Contains("exact rank-sum test over lots", methods, StringComparison.Ordinal);
        MapResult symphony = MapFolderTests.Of("symphony").Build();
        Assert.Contains("by Symphony", VerbReport.Of(symphony).Methods(symphony, "1").En, StringComparison.Ordinal);
        Assert.DoesNotContain("rank-sum", VerbReport.Of(symphony).Methods(symphony, "1").En, StringComparison.Ordinal);
    }

    private static string Page(string kind) => ReportPage.Text(MapFolderTests.Of(kind).Build(), SyntheticProvenance.Make());

    private static string Section(string page, string id)
    {
        int start = page.IndexOf($"<section id=\"{id}\"", StringComparison.Ordinal);
        Assert.True(start >= 0, id);
        return page[start..page.IndexOf("</section>", start, StringComparison.Ordinal)];
    }

    private static string[] Sections(string page) => [.. SectionStart().Matches(page).Select(m => m.Groups[1].Value)];

    [GeneratedRegex("<script.*?</script>", RegexOptions.Singleline)]
    private static partial Regex Carried();

    [GeneratedRegex("\\sid=\"([^\"]+)\"")]
    private static partial Regex Ids();

    [GeneratedRegex("<section id=\"([a-z]+)\"")]
    private static partial Regex SectionStart();

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Svg();

    [GeneratedRegex("<text x=\"[0-9.]+\" y=\"[0-9.]+\" fill=\"#4a5560\"[^>]*>[0-9.,−]+%?</text>")]
    private static partial Regex Ticks();
}
