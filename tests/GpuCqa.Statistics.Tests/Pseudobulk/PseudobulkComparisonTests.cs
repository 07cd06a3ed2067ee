using GpuCqa.Core.Errors;
using Xunit;

namespace GpuCqa.Statistics.Tests.Pseudobulk;

/// <summary>Against edgeR 3.40.2 (filterByExpr, calcNormFactors, cpm) and limma 3.54.1 (lmFit, eBayes, camera) on counts drawn in R 4.2.2.</summary>
public class PseudobulkComparisonTests
{
    private const int Lots = 5;

    // Five lots of a cluster, then the same lots' other cells.
    private static readonly double[][] Counts =
    [
        [4, 26, 7, 20, 8, 9, 22, 16, 13, 10], [54, 15, 4, 41, 24, 51, 24, 52, 21, 23], [1, 9, 3, 3, 0, 2, 4, 1, 8, 2], [0, 1, 1, 7, 6, 4, 3, 1, 5, 7],
        [136, 144, 112, 337, 222, 239, 173, 354, 446, 382], [9, 10, 2, 8, 5, 13, 15, 7, 3, 9], [98, 466, 94, 289, 126, 189, 290, 207, 302, 188], [32, 145, 27, 242, 24, 48, 94, 64, 67, 67],
        [1, 3, 2, 4, 2, 28, 35, 30, 24, 40], [0, 0, 0, 0, 0, 10, 7, 5, 6, 4], [0, 1, 0, 0, 0, 11, 23, 5, 7, 4], [4, 1, 0, 0, 1, 5, 6, 8, 20, 15],
        [0, 0, 0, 0, 0, 0, 7, 2, 4, 3], [0, 1, 2, 4, 2, 16, 13, 21, 31, 18], [632, 840, 176, 862, 389, 9, 2, 5, 2, 15], [5, 5, 10, 11, 7, 40, 31, 133, 16, 23],
        [2, 13, 8, 18, 4, 24, 31, 46, 15, 29], [21, 20, 11, 36, 31, 131, 65, 101, 108, 148], [0, 2, 1, 2, 1, 8, 8, 6, 9, 11], [0, 2, 2, 3, 0, 8, 4, 13, 7, 16],
        [0, 1, 1, 9, 1, 10, 11, 14, 16, 15], [7, 12, 1, 6, 5, 25, 38, 33, 25, 25], [3, 6, 0, 8, 7, 13, 9, 8, 23, 6], [6, 8, 13, 16, 16, 33, 50, 33, 28, 77],
        [20, 12, 3, 12, 8, 80, 30, 62, 9, 43], [9, 6, 4, 23, 3, 30, 18, 83, 32, 16], [0, 12, 9, 4, 13, 4, 8, 16, 27, 28], [8, 4, 1, 4, 2, 13, 15, 5, 10, 24],
        [5, 2, 1, 4, 3, 17, 23, 11, 7, 13], [3, 1, 0, 1, 0, 8, 7, 5, 7, 3], [0, 1, 0, 1, 0, 4, 0, 5, 8, 5], [3, 0, 0, 1, 0, 7, 24, 14, 4, 11],
        [18, 27, 8, 70, 8, 109, 115, 55, 163, 54], [2, 1, 0, 1, 0, 0, 4, 2, 6, 0], [3, 0, 3, 2, 2, 15, 9, 21, 4, 6], [16, 33, 12, 19, 11, 34, 99, 60, 66, 58],
        [8, 15, 1, 9, 4, 30, 63, 28, 17, 10], [47, 158, 36, 64, 41, 205, 729, 542, 245, 220], [5, 2, 2, 2, 1, 17, 5, 22, 12, 22], [2, 4, 2, 0, 3, 18, 15, 16, 11, 3],
        [1, 1, 0, 0, 0, 7, 6, 3, 3, 1], [4, 8, 1, 4, 13, 34, 23, 40, 13, 41], [28, 37, 18, 29, 14, 229, 61, 104, 119, 276], [2, 2, 1, 3, 1, 5, 8, 6, 8, 6],
        [9, 29, 14, 47, 41, 75, 59, 92, 126, 58], [4, 0, 4, 7, 4, 20, 18, 31, 16, 11], [0, 0, 0, 0, 0, 0, 0, 2, 3, 0], [12, 27, 16, 68, 20, 136, 146, 162, 201, 96],
        [25, 12, 8, 40, 10, 164, 105, 61, 95, 95], [0, 0, 0, 0, 0, 3, 0, 0, 0, 0], [0, 0, 0, 0, 0, 101, 107, 116, 101, 112], [0, 0, 0, 0, 0, 31, 18, 33, 16, 16],
        [0, 0, 0, 0, 0, 6, 6, 0, 13, 10], [7, 14, 6, 15, 15, 20, 67, 60, 7, 28], [7, 6, 4, 26, 7, 50, 59, 16, 56, 18], [10, 27, 7, 50, 18, 80, 82, 70, 78, 78],
        [5, 7, 3, 7, 5, 22, 19, 20, 21, 26], [19, 21, 6, 25, 10, 52, 77, 95, 66, 67], [62, 61, 16, 127, 65, 406, 338, 271, 230, 264], [3, 11, 5, 18, 3, 25, 50, 38, 54, 35],
    ];

    private static readonly PseudobulkComparison Compared = PseudobulkComparison.Of(Libraries(0), Libraries(Lots));

    [Fact]
    public void TestedGenes_AreThoseOfFilterByExprWithTheGroup() => Assert.Equal(
        [0, 1, 4, 5, 6, 7, 8, 13, 14, 15, 16, 17, 21, 23, 24, 25, 26, 32, 35, 36, 37, 38, 41, 42, 44, 45, 47, 48, 50, 51, 53, 54, 55, 56, 57, 58, 59], Compared.Genes);

    [Fact]
    public void Factors_AreThoseOfCalcNormFactors() =>
        Near([0.403515150197336, 0.429022315553892, 0.618973101372611, 0.505074625099151, 0.540867111366071], Compared.Factors);

    [Fact]
    public void Test_IsThatOfEBayes()
    {
        PairedModeratedT test = Compared.Test!;
        int[] genes = [0, 1, 7, 14, 19, 36];
        Near([4.76408352046645, 0.40797385373588, 8.76408352046645], [test.Prior.Freedom, test.Prior.Variance, test.Prior.TotalFreedom]);
        Near([1.49984405714265, 1.33578188395589, -1.30737464563182, 0.0913694989945256, -0.108917728340878, -0.524407816012124], [.. genes.Select(g => test.Means[g])]);
        Near([6.51008156179297, 3.09898267697397, -4.03673412873225, 0.25500797060407, -0.325657460811967, -2.0520773707311], [.. genes.Select(g => test.T[g])]);
        Near([0.000124144167629565, 0.0131527080478873, 0.00310817841245541, 0.804600014297462, 0.752323874029302, 0.0712137247618424], [.. genes.Select(g => test.P[g])]);
        Near([12.6923798408598, 13.6853104002993, 11.7183925058892, 13.2574860290716, 12.6556897098151, 13.033416530897], [.. genes.Select(g => Compared.MeanLevels[g])]);
    }

    [Fact]
    public void RankTest_IsCamerasWithEstimatedCorrelation()
    {
        var ranks = new CompetitiveRankTest(Compared);
        CompetitiveRank[] found = [ranks.Of([0, 1, 2, 3, 4, 5, 6]), ranks.Of([6, 8, 19, 24, 29]), ranks.Of([19, 20, 21, 22, 23, 24, 25, 26, 27, 28]), ranks.Of([0, 1, 2, 3, 4, 5]), ranks.Of([6, 7])];
        Near([0.0522340700299522, 0.851297189398883, 0.0634502097039098, 0.0234980626563255, 0.170698875875662], [.. found.Select(f => f.P)]);
        Near([-0.0838093228968507, -0.0513707792360687, -0.0816848141576584, -0.092951583630913, 0.565677175945856], [.. found.Select(f => f.Correlation)]);
        Assert.Equal([true, false, false, true, false], found.Select(f => f.Up));
        // One gene has no correlation with itself.
        Assert.True(ranks.Of([0]).P is > 0 and < 1);
    }

    [Fact]
    public void SameCountsOnBothSides_DifferInNothing()
    {
        PseudobulkComparison same = PseudobulkComparison.Of(Libraries(Lots), Libraries(Lots));
        Assert.All(same.Test!.T, t => Assert.Equal(0, t));
        Assert.All(same.Test!.P, p => Assert.Equal(1, p));
    }

    [Fact]
    public void EqualVariances_HaveAnInfinitePriorAndFewEnoughDegreesOfFreedom()
    {
        // Every gene has the variance 1: sampling alone would spread them.
        double[] rows = [.. Enumerable.Range(0, 30).SelectMany(g => new[] { g - 1.0, g, g + 1.0 })];
        PairedModeratedT test = PairedModeratedT.Of(rows, 3);
        Assert.True(double.IsPositiveInfinity(test.Prior.Freedom));
        Near([1, 60], [test.Prior.Variance, test.Prior.TotalFreedom]);
        // limma raises variances of zero; nothing is divided by.
        PairedModeratedT flat = PairedModeratedT.Of([1, 1, 1, 2, 2, 2, 0, 0, 0], 3);
        Assert.All(flat.P, p => Assert.InRange(p, 0, 1));
    }

    [Fact]
    public void TwoLots_AreRefused() => Assert.Throws<InvalidParameterException>(() => PairedModeratedT.Of([1, 2, 3, 4], 2));

    [Theory]
    [InlineData(14, 120, 200, 12_000, 1.15014282418042e-08)]
    [InlineData(1, 5, 10, 100, 0.416247633073848)]
    [InlineData(50, 60, 300, 20_000, 5.95633775990579e-83)]
    [InlineData(260, 300, 350, 400, 0.853231423611108)]
    public void Hypergeometric_IsPhypers(int count, int marked, int drawn, int population, double expected) =>
        Assert.Equal(expected, Hypergeometric.UpperTail(count, marked, drawn, population), 1e-12 * expected);

    [Fact]
    public void Hypergeometric_OfSmallNumbers_IsTheCountOfDraws()
    {
        for (int population = 0; population <= 9; population++)
        {
            for (int marked = 0; marked <= population; marked++)
            {
                int[] overlaps = [.. Enumerable.Range(0, 1 << population).Select(m => int.PopCount(m & ((1 << marked) - 1)))];
                for (int drawn = 0; drawn <= population; drawn++)
                {
                    int[] draws = [.. Enumerable.Range(0, 1 << population).Where(m => int.PopCount(m) == drawn).Select(m => overlaps[m])];
                    for (int count = 0; count <= population + 1; count++)
                        Assert.Equal((double)draws.Count(o => o >= count) / draws.Length, Hypergeometric.UpperTail(count, marked, drawn, population), 1e-13);
                }
            }
        }
    }

    [Fact]
    public void Hypergeometric_BeyondTheSmallestDouble_KeepsItsLogarithm() =>
        // The whole set drawn: log of (drawn)_marked / (population)_marked.
        Assert.Equal(Enumerable.Range(0, 400).Sum(i => Math.Log((500.0 - i) / (30_000 - i))), Hypergeometric.LogUpperTail(400, 400, 500, 30_000), 1e-9);

    private static double[][] Libraries(int first) => [.. Enumerable.Range(first, Lots).Select(l => Counts.Select(c => c[l]).ToArray())];

    private static void Near(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++) Assert.True(Math.Abs(expected[i] - found[i]) <= 1e-11 * Math.Max(Math.Abs(expected[i]), 1e-3), $"{i}: {found[i]:R}, expected {expected[i]:R}");
    }
}
