using GpuCqa.Analysis.Results;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Reading;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Reporting.Tests.Findings;

/// <summary>A finding of several states, with warnings: in words, on the page, and read back.</summary>
public sealed class ExtentTests : IDisposable
{
    private readonly TemporaryFolder place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Sentence_OfSeveralStates_NamesThemWithTheirGenesAndTheUnion()
    {
        string sentence = FindingText.Sentence(Result());
        // What adds a handful of cells was not tested: nothing is claimed of it.
        Assert.Contains("Part of the finding is also cluster 0 (resolution 0.5: GENE", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("adds cells that go with", sentence, StringComparison.Ordinal);
        Assert.Contains("also when the finding's cells are taken out", sentence, StringComparison.Ordinal);
        Assert.Contains("Together: 700 of 1,320 cells (53.0%), rho 0.98", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Sentence_OfAWiderState_SaysThatWhatItAddsGoesWithTheReadoutToo()
    {
        DiscoveryResult result = Result();
        FindingExtent extent = result.Tests.Extents[0];
        extent = extent with { Parts = [.. extent.Parts.Select(p => p.Role == ExtentRole.Wider ? p with { Cells = 40, Rho = 0.8, P = 0.01 } : p)] };
        string sentence = FindingText.Sentence(result with { Tests = result.Tests with { Extents = [extent] } });
        Assert.Contains("Part of the finding are also cluster 1 (resolution 0.2: GENE", sentence, StringComparison.Ordinal);
        Assert.Contains("which contains it and adds cells that go with vegf_pg_ml too", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Sentence_OfTwoReadouts_IsOneEach()
    {
        DiscoveryResult result = new SyntheticResult { Readouts = ["vegf_pg_ml", "ido"] }.Build();
        string sentence = FindingText.Sentence(result);
        Assert.Contains("vegf_pg_ml", sentence, StringComparison.Ordinal);
        Assert.Contains("with ido", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_WithWarnings_ShowsThemUnderTheFindingAndWithholdsTheBadge()
    {
        string page = ReportPage.Text(Result(), SyntheticProvenance.Make());
        int headline = page.IndexOf("<h1>", StringComparison.Ordinal), warning = page.IndexOf("Two lots of one donor.", StringComparison.Ordinal), figures = page.IndexOf("What it rests on", StringComparison.Ordinal);
        Assert.InRange(warning, headline, figures);
        Assert.DoesNotContain("verdict shown", page, StringComparison.Ordinal);
        Assert.Contains("verdict shown", ReportPage.Text(Result() with { Warnings = [] }, SyntheticProvenance.Make()), StringComparison.Ordinal);
        Assert.Contains("too few cells to be tested", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_WithAnExtent_IsReadBack()
    {
        DiscoveryResult result = Result();
        ResultFiles.Write(place.Path, result, SyntheticProvenance.Make());
        AnalysisResult stored = ResultReader.Read(place.Path).Result;
        Assert.Equal(SummaryJson.Text(result), SummaryJson.Text(stored));
        Assert.Equal(ReportPage.Text(result, SyntheticProvenance.Make()), ReportPage.Text(stored, SyntheticProvenance.Make()));
        Assert.Equal(result.Warnings, stored.Warnings);
    }

    private static DiscoveryResult Result()
    {
        DiscoveryResult result = new SyntheticResult().Build();
        StateId lead = result.Tests.Associations[0].State;
        var extent = new FindingExtent(result.Parameters.Readouts[0],
            [new ExtentPart(lead, ExtentRole.Lead, 0, 300, 0.95, 0.0001), new ExtentPart(new StateId(0, 1), ExtentRole.Wider, 0, 5, double.NaN, double.NaN), new ExtentPart(new StateId(1, 0), ExtentRole.Other, 1, 395, 0.9, 0.002)],
            [new StateId(2, 1)], 700, [.. result.Map.Lots.Select((_, l) => 0.1 * l)], 0.98, 0.00002, new Interval(0.9, 0.99));
        return result with { Tests = result.Tests with { Extents = [extent] }, Warnings = ["Two lots of one donor."] };
    }
}
