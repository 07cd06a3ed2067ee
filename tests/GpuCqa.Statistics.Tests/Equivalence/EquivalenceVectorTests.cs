using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Statistics.Tests.Equivalence;

/// <summary>Vectors TOST-01 to 04, TOSTC-01, TOL-02, BAYES-01 and 02, Q5E-02; cross-checked by R (t.test) where they were made.</summary>
public class EquivalenceVectorTests
{
    private static readonly double[] Pre = [98.2, 101.5, 95.9, 104.1, 99.7, 102.3, 97.4, 100.8, 96.6, 103], Post = [101.2, 99.1, 104.4, 98, 102.9];

    [Fact]
    public void Paired_Tost01_Agrees()
    {
        var test = new EquivalenceTest(MeanDifference.Paired([0.12, -0.31, 0.05, 0.22, -0.1]), -0.5, 0.5, 0.05);
        Expect(test, [-0.0040000000000000036, 0.09255268769733269, 4, 5.35910963085186, -5.445546882962374, 0.002924903981101099, 0.002761362565982914, 0.002924903981101099, -0.20130814983345272, 0.1933081498334527]);
        Assert.Equal(AttributeVerdict.Equivalent, test.Verdict);
    }

    [Fact]
    public void TwoGroups_Tost02And03_Agree()
    {
        double margin = 1.5 * new QualityRange(Pre, 1).StandardDeviation;
        Close.Relative(4.255143945861288, margin, 1e-12);
        Expect(new EquivalenceTest(MeanDifference.Welch(Pre, Post), -margin, margin, 0.05), [1.1700000000000017, 1.4805817175091096, 8.68697804289136, 3.664197579711037, -2.0837377021321384, 0.0027620204989548904, 0.0339826699195307, 0.0339826699195307, -1.5552503411870253, 3.8952503411870287]);
        Expect(new EquivalenceTest(MeanDifference.Pooled(Pre, Post), -margin, margin, 0.05), [1.1700000000000017, 1.5204225121276702, 13, 3.5681818064304873, -2.0291359285018444, 0.00171736634928215, 0.03171782003616183, 0.03171782003616183, -1.5225670027371452, 3.8625670027371486]);
    }

    [Fact]
    public void RatioOfMeans_Tost04_Agrees()
    {
        var test = new EquivalenceTest(MeanDifference.Welch([.. Pre.Select(v => Math.Log(v))], [.. Post.Select(v => Math.Log(v))]), -0.22314355131420976, 0.22314355131420976, 0.05);
        Expect(test, [0.011729537328501571, 0.014709928853714303, 8.793086345796185, 15.96697652167129, -14.372198267452905, 4.2527930719767874e-08, 1.0399894737090433e-07, 1.0399894737090433e-07, -0.01530784469736211, 0.038766919354365256]);
        Close.Relative([0.9848087247900785, 1.0395281615159135], [Math.Exp(test.Interval.Low), Math.Exp(test.Interval.High)], 1e-9);
    }

    [Fact]
    public void Composition_Tostc01_Agrees()
    {
        double[][] counts = [[120, 300, 45, 35], [90, 310, 80, 20], [150, 260, 60, 30], [200, 220, 55, 25], [100, 220, 120, 60], [110, 200, 140, 50], [95, 260, 110, 35]];
        EquivalenceTest[] tests = CompositionEquivalence.Test(counts, [false, false, false, false, true, true, true], 1.5);
        Close.Relative([0.45511493528494384, 0.28277736791929875, 0.39719980298890956, 0.31430409714818164], tests.Select(t => t.High), 1e-9);
        Expect(tests[0], [-0.4849015382285666, 0.1547285589833651, 3.2385402757593535, -0.19250875946453488, -6.075261604514599, 0.570604348111973, 0.0035769919627249747, 0.570604348111973, -0.8383558028761813, -0.13144727358095187]);
        Expect(tests[1], [-0.38748525514836907, 0.14879895238447552, 4.293537522689054, -0.7036869920866102, -4.504484825510086, 0.7410371968789347, 0.004575181606570233, 0.7410371968789347, -0.6985720361721806, -0.07639847412455752]);
        Expect(tests[2], [0.5259848102780496, 0.1409206221542752, 3.7507667352500658, 6.551096632658117, 0.9138833289293207, 0.0017523959153890763, 0.7921649513227069, 0.7921649513227069, 0.21973517132968484, 0.8322344492264142]);
        Expect(tests[3], [0.34640198309888526, 0.15774918666997828, 4.523971760593161, 4.188332721038415, 0.20347417713065308, 0.00532568590037361, 0.5762023087097874, 0.5762023087097874, 0.020990006817154128, 0.6718139593806164]);
    }

    [Fact]
    public void QualityRange_Tol02_Agrees()
    {
        QualityRange two = new(Pre, 2), three = new(Pre, 3);
        Close.Relative([99.95, 2.836762630574192, 94.27647473885162, 105.62352526114839, 91.43971210827743, 108.46028789172257], [two.Mean, two.StandardDeviation, two.Low, two.High, three.Low, three.High], 1e-9);
        Assert.Equal((5, 5), (two.Inside(Post), three.Inside(Post)));
        Interval next = three.Prediction(5, 0.95);
        Close.Relative([90.2810186221415, 109.6189813778585], [next.Low, next.High], 1e-9);
        double k = ToleranceFactor.TwoSided(10, 0.95, 0.95);
        Close.Relative([90.32364606529877, 109.57635393470123], [two.Mean - (k * two.StandardDeviation), two.Mean + (k * two.StandardDeviation)], 1e-9);
    }

    [Theory]
    [InlineData(3, 9.788752403033335)]
    [InlineData(5, 5.07687453205982)]
    [InlineData(10, 3.3934294787127643)]
    [InlineData(30, 2.5550000)]
    public void CoverageAt_FactorOfToleranceInterval_IsItsShare(int lots, double k)
    {
        double[] values = [.. Enumerable.Range(0, lots).Select(i => (double)i)];
        Close.Relative(0.95, new QualityRange(values, k).CoverageAt(0.95), 2e-5);
    }

    [Theory]
    [InlineData(3, 10, 3, 0, 0.95)]
    [InlineData(3, 10, 3, 2, 0.53)]
    [InlineData(3, 3, 3, 1, 0.65)]
    [InlineData(3, 20, 6, 3, 0.06)]
    [InlineData(2, 10, 3, 0, 0.77)]
    public void ChanceToPass_SimulatedTable_Agrees(double k, int before, int after, double shift, double expected) =>
        Assert.Equal(expected, QualityRange.ChanceToPass(before, after, k, shift), 0.0075);

    [Fact]
    public void Posterior_Bayes01And02_Agree()
    {
        double margin = 4.255143945861288;
        Close.Relative(0.966564813614556, LotPosterior.Within(MeanDifference.Pooled(Pre, Post), -margin, margin), 1e-9);
        Close.Relative(0.9539327263378735, LotPosterior.NextLot(Post, 91.43971210827743, 108.46028789172257), 1e-9);
    }

    [Fact]
    public void Judge_Q5e02_IsThreeWay()
    {
        (double, double, double)[] cases = [(-0.2, 0.3, 0.5), (-0.2, 0.6, 0.5), (0.55, 0.9, 0.5), (-0.9, 0.9, 0.5), (0.1, 0.4, 0.5)];
        Assert.Equal([AttributeVerdict.Equivalent, AttributeVerdict.Inconclusive, AttributeVerdict.Different, AttributeVerdict.Inconclusive, AttributeVerdict.Equivalent],
            cases.Select(c => EquivalenceTest.Judge(c.Item1, c.Item2, -c.Item3, c.Item3)));
    }

    private static void Expect(EquivalenceTest t, double[] expected) => Close.Relative(expected,
        [t.Difference.Estimate, t.Difference.StandardError, t.Difference.DegreesOfFreedom, t.TLower, t.TUpper, t.PLower, t.PUpper, t.P, t.Interval.Low, t.Interval.High], 1e-9);
}
