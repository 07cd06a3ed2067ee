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
