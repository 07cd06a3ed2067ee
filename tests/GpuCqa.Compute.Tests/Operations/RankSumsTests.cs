using GpuCqa.Core.Matrices;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Compute.Tests.Operations;

public class RankSumsTests
{
    public static TheoryData<string> Devices => ["cpu", "cpu:reference"];

    [Theory]
    [MemberData(nameof(Devices))]
    public void RankSums_KnownGene_GivesMidranks(string name)
    {
        // Values 0 0 3 1 3 0: midranks 2 2 5.5 4 5.5 2; ties of 3 and 2: (27 - 3) + (8 - 2) = 30.
        var gene = new CsrMatrix<double>(1, 6, [0, 4], [1, 2, 3, 4], [0, 3, 1, 3]);
        using ComputeDevice device = ComputeDevices.Open(name, 2);
        RankSums sums = device.RankSums(gene, [[0, 0, 0, 1, 1, 1], [2, 1, 0, 0, 0, 0]], [2, 3]);
        Assert.Equal(30, sums.TieSums[0]);
        Assert.Equal([9.5, 11.5], new[] { sums.Partitions[0].RankSum(0, 0), sums.Partitions[0].RankSum(0, 1) });
        Assert.Equal([1, 2], sums.Partitions[0].NonZeros);
        Assert.Equal([17.0, 2.0, 2.0], Enumerable.Range(0, 3).Select(g => sums.Partitions[1].RankSum(0, g)));
        Assert.Equal([4, 1, 1], sums.Partitions[1].Sizes);
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void RankSums_NegativeValue_Throws(string name)
    {
        using ComputeDevice device = ComputeDevices.Open(name, 2);
        Assert.Throws<ArgumentException>(() => device.RankSums(new CsrMatrix<double>(1, 2, [0, 1], [1], [-1]), [[0, 0]], [1]));
        Assert.Throws<ArgumentException>(() => device.RankSums(new CsrMatrix<double>(1, 2, [0, 1], [1], [1]), [[0, 1]], [1]));
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void Correlate_KnownColumns_GivesTextbookValues(string name)
    {
        using ComputeDevice device = ComputeDevices.Open(name, 2);
        var x = new DenseMatrix<double>(5, 1, [1, 2, 3, 4, 5]);
        var y = new DenseMatrix<double>(5, 3, [1, 5, 7, 4, 4, 7, 9, 3, 7, 16, 2, 7, 25, 1, 7]);
        DenseMatrix<double> pearson = device.Correlate(x, y, CorrelationKind.Pearson), spearman = device.Correlate(x, y, CorrelationKind.Spearman);
        Close.Relative(60 / Math.Sqrt(10 * 374), pearson[0, 0]);
        Close.Relative(-1, pearson[0, 1], 1e-15);
        Assert.True(double.IsNaN(pearson[0, 2]));
        Close.Relative(1, spearman[0, 0], 1e-15);
    }
}
