using Xunit;
using static GpuCqa.Statistics.Tests.ReplicationCases;

namespace GpuCqa.Statistics.Tests;

public class ReplicationDesignTests
{
    // Domain 2.11, printed with two decimals from 20,000 draws: 0.005 of rounding and four standard errors of 0.0035.
    [Theory]
    [InlineData(4, 0.30)]
    [InlineData(5, 0.43)]
    [InlineData(6, 0.46)]
    [InlineData(8, 0.76)]
    [InlineData(11, 0.90)]
    public void Design_TrueRhoOfFourFifths_HasThePowerOfTheDomain(int lots, double power) =>
        Assert.InRange(State([.. Enumerable.Range(0, lots).Select(i => (double)i)]).Power, power - 0.019, power + 0.019);

    [Theory]
    [InlineData(4, 1.0, 1 / 24.0, 4 / 24.0)]
    [InlineData(5, 0.9, 1 / 120.0, 8 / 120.0)]
    [InlineData(11, 0.536, 1 / 39916800.0, double.NaN)]
    public void Design_NoTies_StatesTheExactTail(int lots, double critical, double smallest, double chance)
    {
        ReplicationDesign design = State([.. Enumerable.Range(0, lots).Select(i => (double)i)]);
        Assert.InRange(design.CriticalRho, critical - 0.0006, critical + 0.0006);
        Assert.Equal(smallest, design.SmallestP);
        if (!double.IsNaN(chance)) Assert.Equal(chance, design.ChanceOfLargeRho);
        Assert.True(design.CanReachAlpha);
    }

    [Fact]
    public void Design_FourLots_SaysThatFailureIsExpected()
    {
        ReplicationDesign design = State([1, 2, 3, 4]);
        Assert.Matches(@"^test, H1 \(vegf\): 4 lots have 24 orders; the smallest one-sided p is 0\.0417, and alpha = 0\.05 is reached only by the perfect order\. If the true Spearman correlation is 0\.8, the set replicates with a probability of 0\.\d\d: failing to replicate is the expected result \((69|70|71) %\) even then, and is no evidence against the claim; chance alone gives as much as 0\.8 in 16\.7 % of the orders\.$", design.Sentence);
    }

    [Fact]
    public void Design_NegativeDirection_IsTheMirror()
    {
        double[] readouts = [5, 3, 3, 2, 1, 9];
        ReplicationDesign up = State(readouts), down = State([.. readouts.Select(r => -r)], -1);
        Assert.Equal((up.SmallestP, up.CriticalRho, up.Power, up.ChanceOfLargeRho), (down.SmallestP, -down.CriticalRho, down.Power, down.ChanceOfLargeRho));
        Assert.Contains("correlation is -0.8", down.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Design_TiedReadouts_CannotReachAlpha()
    {
        ReplicationDesign design = State([1, 1, 2, 3]);
        Assert.Equal(2 / 24.0, design.SmallestP);
        Assert.False(design.CanReachAlpha);
        Assert.Equal(0, design.Power);
        Assert.Contains("this set cannot replicate the claim", design.Sentence, StringComparison.Ordinal);
        Assert.Contains("not testable", State([1, 2]).Sentence, StringComparison.Ordinal);
        Assert.Contains("the same in all 4 lots", State([2, 2, 2, 2]).Sentence, StringComparison.Ordinal);
        Assert.Equal(3, State([1, double.NaN, 2, 3]).Lots);
    }

    [Fact]
    public void Design_SameInput_IsTheSame() => Assert.Equal(State([1, 2, 3, 4, 5]), State([1, 2, 3, 4, 5]));

    [Fact]
    public void Design_EighteenLots_IsCountedAndMoreAreDrawn()
    {
        ReplicationDesign counted = State([.. Enumerable.Range(0, 15).Select(i => (double)i)]), drawn = State([.. Enumerable.Range(0, 24).Select(i => (double)i)]);
        Assert.Equal(1 / 1307674368000.0, counted.SmallestP);
        Assert.InRange(counted.CriticalRho, 0.44, 0.45);
        // Student's t at 22 degrees of freedom: 0.3438.
        Assert.InRange(drawn.CriticalRho, 0.335, 0.352);
        Assert.True(drawn.Power > 0.99);
    }

    private static ReplicationDesign State(double[] readouts, int direction = 1) =>
        Statistics.Replications.Designs([Hypothesis(direction)], [Set("test", readouts, readouts) with { Fractions = [], MarkerHigh = [] }], Options with { Permutations = 50_000, PowerDraws = new ReplicationOptions().PowerDraws })[0];
}
