using System.Text.RegularExpressions;
using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Html;
using Xunit;

namespace GpuCqa.Reporting.Tests.Html;

public partial class ReportPageTests
{
    private static readonly DiscoveryResult Result = new SyntheticResult().Build();

    private static readonly string Typical = Page(Result);

    private static readonly string English = InEnglish(Typical);

    [Fact]
    public void Report_FirstScreen_SaysFindingDesignFamilyAndLimits()
    {
        string first = Section(English, "finding");
        Association best = Result.Tests.Associations[0];
        Assert.Contains(Markup.Escape(FindingText.Sentence(Result)), first, StringComparison.Ordinal);
        Assert.Contains(Markup.Escape(Result.Tests.Design.Sentence), first, StringComparison.Ordinal);
        Assert.Contains($"<dt>Spearman rho</dt><dd><b>{NumberText.Rho(best.Rho)}</b>", first, StringComparison.Ordinal);
        Assert.Contains("<span class=\"under\">maxT over 29 tests</span>", first, StringComparison.Ordinal);
        Assert.Contains("<span class=\"under\">all 39,916,800 orders</span>", first, StringComparison.Ordinal);
        Assert.Contains("<dt>Smallest possible p</dt><dd><b>5.0 × 10<sup>−8</sup></b>", first, StringComparison.Ordinal);
        foreach (string caveat in FindingText.Caveats(Result)) Assert.Contains($"<li>{Markup.Escape(caveat)}</li>", first, StringComparison.Ordinal);
        Assert.DoesNotContain("Not significant", first, StringComparison.Ordinal);
        Assert.Contains("The same cells are found again at other resolutions: cluster 2 at 0.5 (Jaccard 1.00, rho 0.94)", first, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_Scatter_NamesEveryLotAndCarriesItsNumbers()
    {
        string first = Section(English, "finding");
        Association best = Result.Tests.Associations[0];
        foreach (StateFraction f in Result.Tests.Fractions.Where(f => f.State == best.State))
        {
            Assert.Contains($"{f.Lot}: vegf_pg_ml {HtmlNumber.Given(Result.Map.Lots.Single(l => l.Name == f.Lot).Readouts[0])}, {f.Count} of {f.Cells} cells, {NumberText.Percent(f.Fraction)}</title>", first, StringComparison.Ordinal);
            Assert.Matches($"paint-order=\"stroke\"[^>]*>{f.Lot}<", first);
        }
    }

    [Fact]
    public void Report_Tables_HaveARowForEachThing()
    {
        Assert.Equal(Result.Tests.Associations.Count, BodyRows(Section(Typical, "associations")));
        Association best = Result.Tests.Associations[0];
        int own = Result.Map.Markers.Count(m => m.Resolution == Result.Map.Clusterings[best.State.Partition].Resolution && m.Cluster == best.State.Index);
        Assert.Equal(own + Result.Map.Clusterings[best.State.Partition].Clusters, BodyRows(Section(Typical, "markers")));
        Assert.Equal(Result.Map.Lots.Count, BodyRows(Section(Typical, "lots")));
        string method = Section(English, "method");
        Assert.Contains("<th scope=\"row\">min_genes</th><td>automatic</td>", method, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">resolutions</th><td>0.2, 0.5, 0.8, 1.2</td>", method, StringComparison.Ordinal);
        Assert.Contains("SymmetricEigen (1)", method, StringComparison.Ordinal);
        Assert.Contains(new string('b', 64), method, StringComparison.Ordinal);
        Assert.Contains(Markup.Escape(MethodsParagraph.Text(Result, "0.1.0")), method, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OtherThreadsTimesAndPaths_GiveTheSameBytes()
    {
        string other = ReportPage.Text(new SyntheticResult().Build(), SyntheticProvenance.Make(threads: 1));
        Assert.Equal(WithoutTimes(Typical), WithoutTimes(other));
        Assert.NotEqual(Typical, other);
        Assert.Equal(Typical.Split('\n').Length - 1, WithoutTimes(Typical).Split('\n').Length);
        Assert.Contains("<th scope=\"row\">neighbours</th><td>1.75 s</td>", Typical, StringComparison.Ordinal);
        Assert.DoesNotContain("/data/secret", Typical, StringComparison.Ordinal);
        Assert.DoesNotContain("2026-05-06", WithoutTimes(Typical), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_Network_IsNotNeeded()
    {
        Assert.DoesNotMatch("\\s(src|href)=\"(?!#)", Typical);
        Assert.DoesNotContain("@import", Typical, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", Typical, StringComparison.Ordinal);
        Assert.DoesNotContain("http", Data().Replace(Typical, "").Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", Typical, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_HostileNames_AreText()
    {
        const string evil = "</script><script>alert('x')</script>\"'&<img onerror=1>";
        DiscoveryResult hostile = new SyntheticResult { Readouts = [evil, "b"], LotName = i => $"{i}{evil}" }.Build();
        hostile = hostile with
        {
            Notes = [evil],
            Tests = hostile.Tests with { Design = hostile.Tests.Design with { Sentence = evil }, Associations = hostile.Tests.Associations.Select(a => a with { Flags = [evil] }).ToArray() },
            Map = hostile.Map with { Markers = hostile.Map.Markers.Select(m => m with { Name = evil, Gene = evil }).ToArray(), Alignment = hostile.Map.Alignment with { Requested = evil, Method = evil } },
        };
        string page = Page(hostile);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("alert('x')", page, StringComparison.Ordinal);
        int own = Regex.Count(page, "<script( type=\"(application/json|text/plain)\" id=\"[a-z0-9-]+\")?>");
        Assert.Equal(own, Regex.Count(page, "<script"));
        Assert.Equal(own, Regex.Count(page, "</script>"));
        Assert.Contains("&lt;/script&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&#39;&amp;&lt;img onerror=1&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_NothingReachesAlpha_SaysItIsNotEquivalence()
    {
        DiscoveryResult none = Result with { Tests = Result.Tests with { Associations = Result.Tests.Associations.Select(a => a with { PFamily = 0.4 }).ToArray() } };
        string first = Section(InEnglish(Page(none)), "finding");
        Assert.Contains("<h1>No cluster is shown to go with vegf_pg_ml</h1>", first, StringComparison.Ordinal);
        Assert.Contains("Not significant is not equivalent", first, StringComparison.Ordinal);
        Assert.Contains(">the best candidate</option>", Page(none), StringComparison.Ordinal);
        Assert.DoesNotContain("<tr class=\"marked\">", Section(Page(none), "associations"), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_ImpossibleDesign_WarnsBeforeTheNumbers()
    {
        DiscoveryResult result = Result with
        {
            Tests = Result.Tests with
            {
                Design = Result.Tests.Design with { CanReachAlpha = false, SmallestP = 0.0833 },
                Associations = Result.Tests.Associations.Select(a => a with { PFamily = 0.9 }).ToArray(),
            },
        };
        string first = Section(InEnglish(Page(result)), "finding");
        Assert.Contains("<h1>This design cannot show which cluster goes with vegf_pg_ml</h1>", first, StringComparison.Ordinal);
        Assert.Contains("class=\"design warning\"", first, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"design warning\"", Typical, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_WithoutAssociations_ShowsLotsCellsAndNoPicture()
    {
        string page = Page(Result with { Tests = Result.Tests with { Associations = [] }, Map = Result.Map with { Markers = [] } });
        Assert.DoesNotContain("id=\"candidates\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"markers\"", page, StringComparison.Ordinal);
        Assert.Contains("id=\"map-data\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<circle", Section(page, "finding"), StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"focus\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_NotANumber_IsADash()
    {
        Association[] associations = Result.Tests.Associations.Select((a, i) => i < 3 ? a with { Stability = double.NaN, BootstrapLow = double.NaN, IntervalLow = double.NaN, IntervalHigh = double.NaN, LeaveOneOutLow = double.NaN }
            : a with { Rho = double.NaN, P = double.NaN, PFamily = double.NaN, PFamilyStepDown = double.NaN, RhoClr = double.NaN }).ToArray();
        LotResult[] lots = Result.Map.Lots.Select((l, i) => i == 4 ? l with { Readouts = [double.NaN], MedianMitoPercent = double.NaN, CellsRead = 0 } : l).ToArray();
        string page = Page(Result with { Tests = Result.Tests with { Associations = associations, Lots = lots }, Map = Result.Map with { Lots = lots } });
        string visible = Scripts().Replace(InEnglish(page), "");
        Assert.DoesNotMatch(">[^<]*NaN", visible);
        Assert.DoesNotContain("∞", visible, StringComparison.Ordinal);
        Assert.Contains(", 26 of them not estimable", visible, StringComparison.Ordinal);
        Assert.DoesNotMatch("(x|y|cx|cy|x1|y1|width|height)=\"(NaN|[^\"]*∞)", visible);
    }

    [Fact]
    public void Report_SeveralReadouts_NamesThemAndShowsTheBestOfEach()
    {
        DiscoveryResult result = new SyntheticResult { Readouts = ["vegf_pg_ml", "ido_activity", "suppression"] }.Build();
        result = result with { Tests = result.Tests with { Associations = result.Tests.Associations.OrderBy(a => a.Readout == "suppression" ? 1 : 0).Select((a, i) => a with { Rank = i + 1 }).ToArray() } };
        string page = InEnglish(Page(result));
        Assert.Contains(" · suppression</strong>", Section(page, "candidates"), StringComparison.Ordinal);
        Assert.Contains("value=\"readout-2\"", page, StringComparison.Ordinal);
        Assert.Contains(">Readout</button>", Section(page, "associations"), StringComparison.Ordinal);
        Assert.Contains("over 87 tests", Section(page, "finding"), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_Ids_AreUniqueAndEveryLinkHasItsTarget()
    {
        string[] ids = Ids().Matches(Typical).Select(m => m.Groups[1].Value).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(Links().Matches(Typical).Select(m => m.Groups[1].Value), target => Assert.Contains(target, ids));
    }

    [Fact]
    public void Report_AHundredThousandCells_StaysSmall()
    {
        DiscoveryResult large = new SyntheticResult { Lots = 10, CellsPerLot = 10_000 }.Build();
        string page = InEnglish(Page(large));
        Assert.Contains("UMAP of 100,000 cells", page, StringComparison.Ordinal);
        Assert.InRange(page.Length, 900_000, 6_000_000);
    }

    [Fact]
    public void Report_EveryEnglishText_HasItsJapanese()
    {
        int english = Regex.Count(Typical, "<t?span lang=\"en\">"), japanese = Regex.Count(Typical, "<t?span lang=\"ja\">");
        Assert.True(english > 200);
        Assert.Equal(english, japanese);
        Assert.Equal(Regex.Count(Typical, " data-[a-z-]*en=\""), Regex.Count(Typical, " data-[a-z-]*ja=\""));
        Assert.Contains($"<h1><span lang=\"en\">{FindingText.Headline(Result)}</span><span lang=\"ja\">{AssociationJapanese.Headline(Result.Tests)}</span></h1>", Typical, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_InJapanese_DiffersInTheLanguageItOpensWithOnly()
    {
        string japanese = ReportPage.Text(Result, SyntheticProvenance.Make(), GpuCqa.Reporting.Texts.ReportLanguage.Japanese);
        Assert.StartsWith("<!doctype html>\n<html lang=\"ja\">", japanese, StringComparison.Ordinal);
        Assert.Contains($">{AssociationJapanese.Headline(Result.Tests)} · GpuCqa</title>", japanese, StringComparison.Ordinal);
        Assert.Equal(Section(Typical, "finding"), Section(japanese, "finding"));
    }

    [Fact]
    public void Report_Script_IsTheOneThatThePolicyAllows()
    {
        string script = Regex.Match(Typical, "<script>(.*?)</script>", RegexOptions.Singleline).Groups[1].Value;
        string hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(script)));
        Assert.Contains($"script-src 'sha256-{hash}'", Typical, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OneResolution_HasNoStabilitySection()
    {
        Assert.Contains("id=\"stability\"", Typical, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"stability\"", Page(new SyntheticResult { Resolutions = [0.5], Clusters = [6] }.Build()), StringComparison.Ordinal);
    }

    private static string WithoutTimes(string page) => string.Join('\n', page.Split('\n').Where(l => !l.Contains("id=\"times\"", StringComparison.Ordinal)));

    /// <summary>What a reader of English sees.</summary>
    private static string InEnglish(string page) => EnglishSpan().Replace(JapaneseSpan().Replace(page, ""), "$1");

    private static string Page(DiscoveryResult result) => ReportPage.Text(result, SyntheticProvenance.Make());

    private static string Section(string page, string id)
    {
        int start = page.IndexOf($"<section id=\"{id}\"", StringComparison.Ordinal);
        Assert.True(start >= 0, id);
        return page[start..page.IndexOf("</section>", start, StringComparison.Ordinal)];
    }

    private static int BodyRows(string section) => Regex.Count(section, "<tr( class=\"marked\")?><th scope=\"row\"");

    [GeneratedRegex("\\sid=\"([^\"]+)\"")]
    private static partial Regex Ids();

    [GeneratedRegex("href=\"#([^\"]+)\"")]
    private static partial Regex Links();

    [GeneratedRegex("<script type=\"text/plain\".*?</script>", RegexOptions.Singleline)]
    private static partial Regex Data();

    [GeneratedRegex("<t?span lang=\"ja\">.*?</t?span>", RegexOptions.Singleline)]
    private static partial Regex JapaneseSpan();

    [GeneratedRegex("<t?span lang=\"en\">(.*?)</t?span>", RegexOptions.Singleline)]
    private static partial Regex EnglishSpan();

    [GeneratedRegex("<script.*?</script>", RegexOptions.Singleline)]
    private static partial Regex Scripts();
}
