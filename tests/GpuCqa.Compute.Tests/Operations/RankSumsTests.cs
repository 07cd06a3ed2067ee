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

    [Fact]
    public void RankSums_PartitionsThatCrossInManyGroups_AreThoseOfTheReference()
    {
        // 40 x 40 groups are more than are counted together, 40 x 7 are not. Genes: crowded at one place with a far value, one value, few values, spread.
        const int cells = 5000;
        var random = new Random(5);
        Func<int, double>[] genes = [c => c == 7 ? 1e300 : 1 + (random.Next(900) * 1e-13), _ => 3, _ => random.Next(3), _ => random.NextDouble() < 0.7 ? 0 : Math.Exp(10 * random.NextDouble()), c => c < 9 ? 0.5 : 0];
        (int Cell, double Value)[][] rows = [.. genes.Select(g => Enumerable.Range(0, cells).Select(c => (c, g(c))).Where(e => e.Item2 > 0).ToArray())];
        long[] offsets = [0, .. rows.Select((_, g) => rows.Take(g + 1).Sum(r => (long)r.Length))];
        var matrix = new CsrMatrix<double>(genes.Length, cells, offsets, [.. rows.SelectMany(r => r.Select(e => e.Cell))], [.. rows.SelectMany(r => r.Select(e => e.Value))]);
        int[] groups = [40, 40, 7];
        int[][] labels = [.. groups.Select(g => Enumerable.Range(0, cells).Select(_ => random.Next(g)).ToArray())];
        using ComputeDevice reference = ComputeDevices.Open("cpu:reference", 1), device = ComputeDevices.Open("cpu", 2);
        RankSums expected = reference.RankSums(matrix, labels, groups), found = device.RankSums(matrix, labels, groups);
        Assert.Equal(expected.TieSums, found.TieSums);
        for (int p = 0; p < groups.Length; p++)
        {
            Assert.Equal(expected.Partitions[p].DoubledRankSums, found.Partitions[p].DoubledRankSums);
            Assert.Equal(expected.Partitions[p].NonZeros, found.Partitions[p].NonZeros);
        }
    }

    [Fact]
    public void CellPartitions_WhatDoesNotFit_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new CellPartitions([[0, 1], [0]], [2, 1]));
        Assert.Throws<ArgumentException>(() => new CellPartitions([[0, 1]], [2, 1]));
        Assert.Throws<ArgumentException>(() => new CellPartitions([[0, -1]], [2]));
        Assert.Equal([0, 1, 1, 0], new CellPartitions([[0, 1], [1, 0]], [2, 2]).ByCell.ToArray());
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
