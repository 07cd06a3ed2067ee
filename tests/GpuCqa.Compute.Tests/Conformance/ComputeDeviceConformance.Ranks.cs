using GpuCqa.Compute.Tests.Support;
using GpuCqa.Core.Matrices;
using Xunit;

namespace GpuCqa.Compute.Tests.Conformance;

public abstract partial class ComputeDeviceConformance
{
    [Theory]
    [MemberData(nameof(Sizes))]
    public void RankSums_SeveralPartitions_AreTheSameBits(int size)
    {
        foreach ((int genes, int cells) in new[] { (size, 13), (11, size) })
        {
            CsrMatrix<double> values = TestMatrices.Values(genes, cells, 0.4, 18);
            int[][] labels = [TestMatrices.Labels(cells, 3, 19), TestMatrices.Labels(cells, 1, 20), TestMatrices.Labels(cells, 9, 21)];
            Conforms(d => Flat(d.RankSums(values, labels, [3, 1, 9])), 0);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void RankColumns_WithTies_AreTheSameBits(int size)
    {
        DenseMatrix<double> values = TestMatrices.Dense(size, 6, 22);
        for (int i = 0; i < values.Values.Length; i++) values.Values[i] = Math.Round(values.Values[i], 1);
        Conforms(d => d.RankColumns(values).Values, 0);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Correlate_BothKinds_AgreeTo1e13(int size)
    {
        DenseMatrix<double> left = TestMatrices.Dense(size, 5, 23), right = TestMatrices.Dense(size, 9, 24);
        for (int r = 0; r < size; r++) right[r, 3] = 2.5;
        double[] ones = Enumerable.Repeat(1.0, 45).ToArray();
        foreach (CorrelationKind kind in Enum.GetValues<CorrelationKind>()) Conforms(d => d.Correlate(left, right, kind).Values, 1e-13, ones);
    }

    [Fact]
    public void RankSums_LongTiedAndHostileGenes_AreTheSameBits()
    {
        // Genes: empty, few distinct values over many cells, stored zeros of both signs, one value in all cells, infinity, subnormal numbers.
        const int Cells = 3001;
        var genes = new (int Cell, double Value)[][]
        {
            [],
            [.. Enumerable.Range(0, Cells).Select(i => (i, (double)(i * 7 % 5)))],
            [.. Enumerable.Range(0, Cells).Where(i => i % 3 == 0).Select(i => (i, i % 2 == 0 ? 0.0 : -0.0))],
            [.. Enumerable.Range(0, Cells).Select(i => (i, 2.5))],
            [(3, double.PositiveInfinity), (4, double.Epsilon), (5, double.MaxValue), (6, double.PositiveInfinity), (8, 0)],
            [.. Enumerable.Range(0, Cells).Where(i => i % 4 != 1).Select(i => (i, Math.Sin(i) * Math.Sin(i)))],
            [],
        };
        long[] offsets = new long[genes.Length + 1];
        for (int g = 0; g < genes.Length; g++) offsets[g + 1] = offsets[g] + genes[g].Length;
        var values = new CsrMatrix<double>(genes.Length, Cells, offsets, genes.SelectMany(g => g.Select(e => e.Cell)).ToArray(), genes.SelectMany(g => g.Select(e => e.Value)).ToArray());
        int[][] labels = [TestMatrices.Labels(Cells, 5, 29), TestMatrices.Labels(Cells, 2500, 30)];
        Conforms(d => Flat(d.RankSums(values, labels, [5, 2500])), 0);
        Conforms(d => Flat(d.RankSums(values, [], [])), 0);
    }

    [Theory]
    [InlineData(-1e-300)]
    [InlineData(double.NaN)]
    public void RankSums_AValueWithoutARank_IsRefusedAsByTheReference(double value)
    {
        CsrMatrix<double> values = TestMatrices.Values(9, 40, 0.5, 31);
        int at = (int)values.RowOffsets[4] + 2;
        values.Values[at] = values.Values[^1] = value;
        int[][] labels = [TestMatrices.Labels(40, 2, 32)];
        string expected = Assert.Throws<ArgumentException>(() => reference.RankSums(values, labels, [2])).Message;
        Assert.Contains("Gene 4", expected, StringComparison.Ordinal);
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => OneThread.RankSums(values, labels, [2])).Message);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(2049)]
    public void RankColumns_LongColumnsWithExtremeValues_AreTheSameBits(int rows)
    {
        DenseMatrix<double> values = TestMatrices.Dense(rows, 3, 33);
        double[] extremes = [0.0, -0.0, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue];
        for (int r = 0; r < rows; r++)
        {
            values[r, 0] = extremes[r * 5 % extremes.Length];
            values[r, 1] = -r;
        }

        Conforms(d => d.RankColumns(values).Values, 0);
    }

    [Fact]
    public void RankColumns_NaN_IsRefusedAsByTheReference()
    {
        DenseMatrix<double> values = TestMatrices.Dense(70, 4, 34);
        values[69, 2] = double.NaN;
        string expected = Assert.Throws<ArgumentException>(() => reference.RankColumns(values)).Message;
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => OneThread.RankColumns(values)).Message);
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => OneThread.Correlate(values, values, CorrelationKind.Spearman)).Message);
    }

    [Fact]
    public void Correlate_AMatrixWithItself_AgreesTo1e13()
    {
        DenseMatrix<double> values = TestMatrices.Dense(300, 11, 35);
        for (int r = 0; r < 300; r++) (values[r, 4], values[r, 5], values[r, 6]) = (1e9 + values[r, 4], 1e-200 * values[r, 5], 7);
        double[] ones = Enumerable.Repeat(1.0, 121).ToArray();
        Conforms(d => d.Correlate(values, values, CorrelationKind.Spearman).Values, 1e-13, ones);
        Conforms(d => d.Correlate(values, values, CorrelationKind.Pearson).Values, 1e-13, ones);
    }

    private static IEnumerable<double> Flat(RankSums sums) =>
        [.. sums.TieSums, .. sums.Partitions.SelectMany(p => p.DoubledRankSums.Select(s => (double)s).Concat(p.NonZeros.Select(n => (double)n)).Concat(p.Sizes.Select(s => (double)s)))];
}
