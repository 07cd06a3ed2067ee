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

    private static IEnumerable<double> Flat(RankSums sums) =>
        [.. sums.TieSums, .. sums.Partitions.SelectMany(p => p.DoubledRankSums.Select(s => (double)s).Concat(p.NonZeros.Select(n => (double)n)).Concat(p.Sizes.Select(s => (double)s)))];
}
