using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;
using GpuCqa.Reporting.Findings;
using Xunit;

namespace GpuCqa.Reporting.Tests.Findings;

public class FindingTextTests
{
    private static readonly DiscoveryResult Result = new SyntheticResult().Build();

    [Fact]
    public void Sentence_AFinding_NamesClusterEffectCertaintyAndFamily()
    {
        DiscoveryResult result = With(Result.Tests.Associations[0] with
        {
            Readout = "vegf_pg_ml", State = new StateId(1, 2), Lots = 11, Cells = 330, Rho = 0.9727, P = 4.2e-6, PFamily = 0.00031, IntervalLow = 0.861, IntervalHigh = 0.9961,
        });
        Assert.Equal("The share of cluster 2 (resolution 0.5: GENE10, GENE11, GENE12) rises with vegf_pg_ml across 11 lots: Spearman rho 0.97 (95% interval 0.86 to 0.996), exact p 4.2e-6, family-wise p 0.00031 over 29 tests; "
            + "the cluster holds 330 of 1,320 cells (25.0%).", FindingText.Sentence(result));
    }

    [Fact]
    public void Sentence_ANegativeRho_Falls() =>
        Assert.Contains(" falls with vegf_pg_ml ", FindingText.Sentence(With(Result.Tests.Associations[0] with { Rho = -0.95, PFamily = 0.01 })), StringComparison.Ordinal);

    [Fact]
    public void Sentence_NothingReachesAlpha_SaysSoAndThatItIsNotEquivalence()
    {
        string sentence = FindingText.Sentence(With(Result.Tests.Associations[0] with { Rho = 0.61, P = 0.0496, PFamily = 0.62, IntervalLow = double.NaN }));
        Assert.StartsWith("No cluster's share is shown to go with vegf_pg_ml at the family-wise level 0.05: the best of 29 tests", sentence, StringComparison.Ordinal);
        Assert.Contains("exact p 0.0496, family-wise p 0.62", sentence, StringComparison.Ordinal);
        Assert.Contains("95% interval not defined", sentence, StringComparison.Ordinal);
        Assert.Contains("Not significant is not equivalent", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Sentence_PExactlyAlpha_ReachesIt() =>
        Assert.StartsWith("The share of cluster", FindingText.Sentence(With(Result.Tests.Associations[0] with { PFamily = 0.05 })), StringComparison.Ordinal);

    [Fact]
    public void Sentence_NothingTestedOrEstimable_SaysWhich()
    {
        Assert.StartsWith("No association was tested", FindingText.Sentence(Result with { Tests = Result.Tests with { Associations = [] } }), StringComparison.Ordinal);
        Association[] unknown = Result.Tests.Associations.Select(a => a with { Rho = double.NaN, P = double.NaN, PFamily = double.NaN }).ToArray();
        Assert.StartsWith("No association could be estimated: in all 29 tests", FindingText.Sentence(Result with { Tests = Result.Tests with { Associations = unknown } }), StringComparison.Ordinal);
    }

    [Fact]
    public void Sentence_AboveTheExactLimit_CallsTheMonteCarloByName()
    {
        DiscoveryResult result = new SyntheticResult { Lots = 20, CellsPerLot = 60 }.Build();
        Assert.Contains("Monte Carlo p (1,000,000 random orders)", FindingText.Sentence(result), StringComparison.Ordinal);
        Assert.DoesNotContain("exact p", FindingText.Sentence(result), StringComparison.Ordinal);
    }

    [Fact]
    public void Caveats_WithoutAFinding_AddThatItIsNotEquivalence()
    {
        DiscoveryResult none = With(Result.Tests.Associations[0] with { PFamily = 0.4 });
        Assert.Contains(FindingText.Caveats(none), c => c.StartsWith("Not significant is not equivalent", StringComparison.Ordinal));
        Assert.DoesNotContain(FindingText.Caveats(With(Result.Tests.Associations[0] with { PFamily = 0.01 })), c => c.StartsWith("Not significant", StringComparison.Ordinal));
        Assert.Contains(FindingText.Caveats(none), c => c.StartsWith("Association is not cause", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0.0132, "0.0132")]
    [InlineData(0.62, "0.62")]
    [InlineData(0.00031, "0.00031")]
    [InlineData(5.0105e-8, "5.0e-8")]
    [InlineData(1.0, "1")]
    [InlineData(0.0496, "0.0496")]
    [InlineData(double.NaN, "not estimable")]
    public void P_AnyValue_KeepsTheDigitsThatMatter(double p, string expected) => Assert.Equal(expected, NumberText.P(p));

    [Theory]
    [InlineData(1.0, "1.00")]
    [InlineData(0.9961, "0.996")]
    [InlineData(-0.9999, "-1.000")]
    [InlineData(-0.001, "0.00")]
    public void Rho_NearTheEnds_IsNotRoundedToOne(double rho, string expected) => Assert.Equal(expected, NumberText.Rho(rho));

    [Theory]
    [InlineData(409.8, "409.8")]
    [InlineData(251.88096776340248, "251.881")]
    [InlineData(-12345678.25, "−1.23457E+07")]
    [InlineData(double.NaN, "–")]
    public void Given_AReadout_IsAsInTheSheetUnlessLong(double value, string expected) => Assert.Equal(expected, GpuCqa.Reporting.Html.HtmlNumber.Given(value));

    [Theory]
    [InlineData(0, "0.0%")]
    [InlineData(0.25, "25.0%")]
    [InlineData(0.00123, "0.12%")]
    [InlineData(0.0123, "1.2%")]
    public void Percent_Small_KeepsTwoDigits(double fraction, string expected) => Assert.Equal(expected, NumberText.Percent(fraction));

    private static DiscoveryResult With(Association first) => Result with { Tests = Result.Tests with { Associations = [first with { Rank = 1 }, .. Result.Tests.Associations.Skip(1).Select(a => a with { PFamily = 1 })] } };
}
