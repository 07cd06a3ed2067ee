using GpuCqa.Core.Errors;
using GpuCqa.Core.Randomness;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Statistics.Tests.Comparisons;

public class AttributeJudgeTests
{
    private static readonly ComparisonOptions Options = new(false, false, 0.05, 3, 999, 1);

    [Fact]
    public void ThreeAgainstThree_AtOneAndAHalfDeviations_CannotPassAndSaysSo()
    {
        AttributeComparison a = Compare([10, 11, 12], [11, 11, 11], "sd 1.5");
        Assert.Contains(ComparisonFlags.CannotPass, a.Flags);
        Assert.NotEqual(AttributeVerdict.Equivalent, a.Verdict);
        Close.Relative(0.1, a.SmallestP, 1e-12);
    }

    [Fact]
    public void WeakDesign_ThatPasses_IsNotTakenForEvidence()
    {
        double[] before = [.. Enumerable.Range(0, 15).Select(i => 10 + (0.5 * i))];
        AttributeComparison a = Compare(before, [13.4, 13.5, 13.6], "sd 1.5");
        Assert.Equal((AttributeVerdict.Equivalent, AttributeVerdict.Inconclusive), (a.Verdict, a.Judged));
        Assert.Contains(ComparisonFlags.WeakDesign, a.Flags);
        Assert.InRange(a.Power, 0.4, 0.5);
    }

    [Fact]
    public void StrongDesign_Equivalent_IsTakenAsItIs()
    {
        double[] before = [9, 9.5, 10, 10.5, 11, 9.2, 9.8, 10.2, 10.8, 10];
        AttributeComparison a = Compare(before, [.. before.Select(v => v + 0.05)], "absolute 1");
        Assert.Equal(AttributeVerdict.Equivalent, a.Judged);
        Assert.True(a.Power > 0.85 && a.Posterior > 0.95 && a.RangeCoverage is > 0.97 and < 0.999 && a.RangeCoverage95 < a.RangeCoverage);
        Assert.Equal(AttributeVerdict.Different, Compare(before, [.. before.Select(v => v + 3)], "absolute 1").Judged);
    }

    [Fact]
    public void MethodNotShown_KeepsEquivalentFromCounting()
    {
        double[] before = [9, 9.5, 10, 10.5, 11, 9.2, 9.8, 10.2, 10.8, 10];
        AttributeComparison a = Compare(before, before, "absolute 1", "unknown");
        Assert.Equal((AttributeVerdict.Equivalent, AttributeVerdict.Inconclusive), (a.Verdict, a.Judged));
        Assert.Contains(ComparisonFlags.MethodNotShown, a.Flags);
    }

    /// <summary>One control with a history of ten flags a drift of 4 standard deviations in three of four cases, whatever test at 1 % is made: the gate says that it is not enough, and how many are.</summary>
    [Fact]
    public void Gate_OneControlThatCannotFlagTheDrift_IsInsufficientAndSaysHowManyAreNeeded()
    {
        MethodFinding one = Gate([0.3], out double spread), three = Gate([0.3, -0.2, 0.4], out _);
        Assert.True(one.ControlsInsufficient && !one.Problem && !one.Shown);
        Assert.Equal(2, one.ControlsNeeded);
        Assert.Contains(one.Remarks, r => r.StartsWith("INSUFFICIENT control: a drift of 20 % is flagged by 1 control with 0.8", StringComparison.Ordinal));
        Assert.True(three.Shown && three.DriftPower > 0.95 && three.ControlsNeeded is null);
        // Independent: the share of drawn controls that are flagged, the history as drawn.
        int flagged = 0;
        for (int run = 0; run < 4000; run++)
        {
            var random = new Philox(7, RandomPurpose.Test, (ulong)run);
            double[] history = [.. Enumerable.Range(0, 10).Select(_ => random.NextNormal())];
            double now = 4 + random.NextNormal(), mean = history.Average(), s = Math.Sqrt(history.Sum(h => (h - mean) * (h - mean)) / 9);
            flagged += Math.Abs(now - mean) > 3 * s ? 1 : 0;
        }

        Assert.InRange(MethodGate.ControlPower(10, 1, 4, 1), (flagged / 4000.0) - 0.03, (flagged / 4000.0) + 0.03);
        Assert.True(spread > 0);
    }

    private static MethodFinding Gate(double[] controls, out double spread)
    {
        // A history whose standard deviation is 5 % of its mean.
        double[] raw = [-1.5, -1, -0.5, -0.2, 0, 0, 0.2, 0.5, 1, 1.5];
        spread = Math.Sqrt(raw.Sum(r => r * r) / 9);
        double unit = 5 / spread;
        MethodPoint[] points = [.. raw.Select(r => new MethodPoint("history", "C", "", "", "", 100 + (unit * r))), .. controls.Select(c => new MethodPoint("control", "C", "", "", "", 100 + c))];
        var spec = new AttributeSpec { Name = "a", Columns = ["a"], Unit = "1", Scale = AttributeScale.Linear, Critical = Criticality.Critical, SafetyLink = "known", EfficacyLink = "known", Tier = AttributeTier.Shown, TierReason = "", Concern = "both", Justification = "", MethodStatus = "unknown" };
        return MethodGate.Judge(new AttributeMeasurements(spec, [1, 2], null, null), [new ComparedLot("x", false, null), new ComparedLot("y", true, null)], points, 0.3, 0.05);
    }

    /// <summary>A prior at the standard deviation found only adds degrees of freedom; half and twice of it bracket the posterior.</summary>
    [Fact]
    public void Posterior_WithPriors_BracketsTheOneWithout()
    {
        double[] before = [9, 9.5, 10, 10.5, 11, 9.2, 9.8, 10.2, 10.8, 10];
        AttributeComparison a = Compare(before, [.. before.Select(v => v + 0.3)], "absolute 1");
        Assert.True(a.PosteriorHalf > a.Posterior && a.PosteriorDouble < a.Posterior && a.PosteriorDouble > 0.5, $"{a.PosteriorHalf} {a.Posterior} {a.PosteriorDouble}");
        var d = new MeanDifference("Welch", 0.3, 0.4, 7);
        Close.Relative(LotPosterior.Within(d with { DegreesOfFreedom = 14 }, -1, 1), LotPosterior.Within(d, -1, 1, 1), 1e-12);
    }

    /// <summary>Attributes that have nothing to do with each other pass together as often as their powers multiply, copies of one as often as it.</summary>
    [Fact]
    public void JointPower_OfCopiesAndOfStrangers_IsThatOfOneAndTheProduct()
    {
        double[] before = [9, 9.5, 10, 10.5, 11, 9.2, 9.8, 10.2], after = [9.3, 9.7, 10.1, 10.6, 9.1, 10.9, 9.9, 10.4], shuffled = [10.5, 9.2, 9.8, 9.5, 10.2, 11, 9, 10, 9.9, 10.4, 9.1, 10.9, 9.3, 10.1, 9.7, 10.6];
        AttributeComparison a = Compare(before, after, "absolute 1");
        ComparedLot[] lots = [.. Enumerable.Range(0, 16).Select(l => new ComparedLot($"L{l}", l >= 8, null))];
        double[] values = [.. before, .. after];
        double copies = JointPower.Of([a, a], [values, values], lots, Options), others = JointPower.Of([a, a], [values, shuffled], lots, Options);
        Assert.InRange(copies, (a.Power * a.Power) + 0.02, a.Power + 0.03);
        Assert.InRange(others, (a.Power * a.Power) - 0.08, copies);
        Assert.True(double.IsNaN(JointPower.Of([a], [values], lots, Options)));
    }

    [Fact]
    public void OneLotAfter_IsInsufficient() => Assert.Equal(AttributeVerdict.Insufficient, Compare([1, 2, 3, 4], [2.5], "absolute 1").Judged);

    [Fact]
    public void MarginBySlope_TakesTheSteeperEnd()
    {
        double[] before = [1, 2, 3, 4, 5, 6], readout = [10, 21, 29, 41, 50, 61];
        AttributeComparison a = Compare(before, [3, 3.5, 4], "potency 20 vegf", readout: [.. readout, double.NaN, double.NaN, double.NaN]);
        Assert.True(a.MarginHigh < 2 && a.MarginHigh > 1.8, $"{a.MarginHigh}");
        Assert.Throws<PreconditionException>(() => Compare(before, [3, 3.5, 4], "potency 20 vegf", readout: [10, 60, 20, 55, 15, 40, double.NaN, double.NaN, double.NaN]));
    }

    [Fact]
    public void TrueDifferenceAtTheMargin_PassesAtTheLevel()
    {
        var random = new Philox(1, RandomPurpose.Test);
        int passed = 0;
        const int Runs = 2_000;
        for (int r = 0; r < Runs; r++)
        {
            double[] before = [.. Enumerable.Range(0, 10).Select(_ => random.NextNormal())], after = [.. Enumerable.Range(0, 10).Select(_ => 1.5 + random.NextNormal())];
            passed += new EquivalenceTest(MeanDifference.Welch(before, after), -1.5, 1.5, 0.05).Verdict == AttributeVerdict.Equivalent ? 1 : 0;
        }

        Assert.InRange(passed / (double)Runs, 0.03, 0.068);
    }

    [Fact]
    public void ControlLot_DriftOfTwentyPercent_IsFlaggedNineTimesOfTen()
    {
        Assert.InRange(Flagged(1.2), 0.9, 1);
        // Three points against 3 deviations of ten, and a test at 1 %.
        Assert.InRange(Flagged(1), 0, 0.1);
    }

    [Fact]
    public void NullComparison_OfSplitLots_IsDifferentInNoMoreThanItsLevel()
    {
        var random = new Philox(3, RandomPurpose.Test);
        int different = 0;
        for (int r = 0; r < 400; r++)
        {
            MethodPoint[] points = [.. Enumerable.Range(0, 4).SelectMany(l => new[] { "a", "b" }.Select(arm => new MethodPoint("split", $"L{l}", "", "", arm, 10 + (0.5 * random.NextNormal()))))];
            different += MethodGate.Judge(Of([10, 11], [10], "absolute 1"), Lots(2, 1), points, 0.3, 0.05).Problems.Contains(MethodGate.Null) ? 1 : 0;
        }

        Assert.InRange(different, 0, 20);
    }

    [Fact]
    public void NoisyMethod_OverItsShare_IsAProblem()
    {
        MethodPoint[] points = [.. Enumerable.Range(0, 5).SelectMany(l => Enumerable.Range(0, 3).Select(r => new MethodPoint("replicate", $"L{l}", "", "", "", (0.1 * l) + (r * 2))))];
        MethodFinding m = MethodGate.Judge(Of([1, 2], [1], "absolute 1"), Lots(2, 1), points, 0.3, 0.05);
        Assert.Equal([MethodGate.Share], m.Problems);
        Assert.Contains(m.Remarks, r => r.Contains("Negative ANOVA component of lot", StringComparison.Ordinal));
        Assert.Equal(["lot"], m.Reml!.AtBoundary);
    }

    private static double Flagged(double drift)
    {
        var random = new Philox(2, RandomPurpose.Test);
        int flagged = 0;
        const int Runs = 500;
        for (int r = 0; r < Runs; r++)
        {
            MethodPoint[] points = [.. Enumerable.Range(0, 13).Select(i => new MethodPoint(i < 10 ? "history" : "control", "C", "", "", "", 100 * (i < 10 ? 1 : drift) * (1 + (0.05 * random.NextNormal()))))];
            flagged += MethodGate.Judge(Of([1, 2], [1], "absolute 1"), Lots(2, 1), points, 0.3, 0.05).Problem ? 1 : 0;
        }

        return flagged / (double)Runs;
    }

    private static AttributeComparison Compare(double[] before, double[] after, string margin, string status = "validated", double[]? readout = null) =>
        AttributeJudge.Compare(Of(before, after, margin, status) with { Readout = readout }, Lots(before.Length, after.Length), new MethodFinding { Attribute = "a" }, Options);

    private static AttributeMeasurements Of(double[] before, double[] after, string margin, string status = "validated") => new(new AttributeSpec
    {
        Name = "a", Columns = ["a"], Unit = "1", Scale = AttributeScale.Linear, Critical = Criticality.Critical, SafetyLink = "known", EfficacyLink = "known", Tier = AttributeTier.Equivalence,
        TierReason = "r", Concern = "both", Margin = MarginRule.Parse(margin, AttributeScale.Linear), Justification = "j", MethodStatus = status,
    }, [.. before, .. after], null, null);

    private static ComparedLot[] Lots(int before, int after) => [.. Enumerable.Range(0, before + after).Select(l => new ComparedLot($"L{l}", l >= before, null))];
}
