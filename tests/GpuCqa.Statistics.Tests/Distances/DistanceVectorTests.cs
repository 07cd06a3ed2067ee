using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Statistics.Tests.Distances;

/// <summary>Vectors DIST-01 to 06 and PERM-01; cross-checked by R (energy, kernlab) and scipy where they were made.</summary>
public class DistanceVectorTests
{
    private static readonly double[][] X = [[0, 0.1], [1.2, -0.4], [0.3, 0.9], [-0.8, 0.2], [0.5, -1.1]], Y = [[1, 1.1], [2.2, 0.4], [0.9, 1.9], [0.1, 1.2]];

    private static readonly double[][] Points = [[0.12, 0.3, -0.2], [0.05, 0.22, -0.1], [0.2, 0.35, 0], [0.1, 0.41, -0.15], [0.31, 0.1, 0.12], [0.25, 0.05, 0.2], [0.4, 0.15, 0.05]];

    [Fact]
    public void Points_Dist01To04_Agree()
    {
        Close.Relative([1.4926136042727247, 0.8613310949473492, 1.5472067125631725], [PointDistances.Energy(X, Y), PointDistances.EnergyUnbiased(X, Y), PointDistances.PooledMedian(X, Y)], 1e-9);
        double sigma = PointDistances.PooledMedian(X, Y);
        Close.Relative([0.45916614549257817, 0.30564941496853737, 0.5623428407919537, 0.2994547063681323],
            [PointDistances.Kernel(X, Y, sigma, false), PointDistances.Kernel(X, Y, sigma, true), PointDistances.Kernel(X, Y, 1, false), PointDistances.Kernel(X, Y, 1, true)], 1e-9);
        double[] u = [0, 1, 3, 4.5], v = [0.5, 2, 2.5, 6, 7];
        Close.Relative([1.575, 3.3625], [PointDistances.Wasserstein(u, v, 1), PointDistances.Wasserstein(u, v, 2)], 1e-12);
        double half = 0.7071067811865476;
        Close.Relative([0.751, 1.535, 2.1095, 0.2815], new double[][] { [1, 0], [0, 1], [half, half], [half, -half] }.Select(d => PointDistances.Sliced(X, Y, d)), 1e-9);
    }

    [Fact]
    public void Lots_Dist05_CountsAllRelabellings()
    {
        LotLabels labels = LotLabels.OfGroups([false, false, false, false, true, true, true]);
        LotPairs pairs = Pairs();
        LabelTest test = labels.Test(pairs.Between);
        Close.Relative(0.5644113739152306, test.Statistic, 1e-9);
        Assert.Equal((1L, 35L, true), (test.Count, test.Labellings, test.Exact));
        Assert.Equal(35, labels.Masks.Distinct().Count());
        Close.Relative(1 / 35.0, test.SmallestP, 1e-12);
    }

    [Fact]
    public void NearestLot_Dist06_Agrees()
    {
        int[] nearest = NearestLot.Of(Pairs());
        Assert.Equal([3, 0, 3, 0, 5, 4, 4], nearest);
        LabelTest test = NearestLot.Test(nearest, LotLabels.OfGroups([false, false, false, false, true, true, true]));
        Assert.Equal((1.0, 1L, 35L), (test.Statistic, test.Count, test.Labellings));
    }

    [Fact]
    public void SignFlips_Perm01_Agrees()
    {
        LabelTest test = SignFlips.Test([0.42, 0.31, 0.55, -0.08, 0.27]);
        Assert.Equal((4L, 32L, 0.0625), (test.Count, test.Labellings, test.SmallestP));
    }

    [Theory]
    [InlineData(3, 3, 20, 0.1)]
    [InlineData(4, 4, 70, 2 / 70.0)]
    [InlineData(4, 3, 35, 1 / 35.0)]
    public void Groups_EqualSizes_CountTheMirrorImage(int before, int after, int labellings, double smallest)
    {
        LotLabels labels = LotLabels.OfGroups([.. Enumerable.Repeat(false, before), .. Enumerable.Repeat(true, after)]);
        Assert.Equal(labellings, labels.Masks.Count);
        Close.Relative(smallest, labels.SmallestP, 1e-12);
    }

    [Fact]
    public void Pairs_FiveDonors_HaveTheFloorOfSignFlips()
    {
        LotLabels labels = LotLabels.OfPairs(5);
        Assert.Equal(32, labels.Masks.Distinct().Count());
        Assert.Equal(0.0625, labels.SmallestP);
    }

    [Fact]
    public void ManyLots_AreDrawnAndTheDrawsAreBalanced()
    {
        LotLabels labels = LotLabels.OfGroups([.. Enumerable.Range(0, 30).Select(i => i >= 12)], draws: 999);
        Assert.False(labels.Exact);
        Assert.Equal(1000, labels.Masks.Count);
        Assert.All(labels.Masks, m => Assert.Equal(18, System.Numerics.BitOperations.PopCount(m)));
    }

    private static LotPairs Pairs() => new([.. Points.Select(a => Points.Select(b => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum())).ToArray())]);
}
