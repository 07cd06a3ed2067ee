using System.Security.Cryptography;
using GpuCqa.Compute.Gpu.Tests.Support;
using GpuCqa.Compute.Tests.Support;
using GpuCqa.Core.Matrices;
using Xunit;

namespace GpuCqa.Compute.Gpu.Tests.Ranks;

public class RanksTests
{
    [Fact]
    public void RankSums_DevicesOfAnyShape_OneHash()
    {
        CsrMatrix<double> values = TestMatrices.Values(12, 300, 0.4, 41);
        int[][] labels = [TestMatrices.Labels(300, 4, 42), TestMatrices.Labels(300, 11, 43)];
        GiveOneHash(d => d.RankSums(values, labels, [4, 11]) is var sums ? [.. sums.TieSums, .. sums.Partitions.SelectMany(p => p.DoubledRankSums).Select(s => (double)s)] : []);
    }

    [Fact]
    public void Correlate_DevicesOfAnyShape_OneHash()
    {
        DenseMatrix<double> left = TestMatrices.Dense(150, 3, 44), right = TestMatrices.Dense(150, 2, 45);
        GiveOneHash(d => [.. d.Correlate(left, right, CorrelationKind.Spearman).Values, .. d.Correlate(left, right, CorrelationKind.Pearson).Values]);
    }

    [Fact]
    public void Operations_OfRanks_NeverRunOnTheHost()
    {
        using ComputeDevice device = GpuFamilies.OpenSimulator();
        device.RankColumns(TestMatrices.Dense(5, 3, 46));
        device.RankSums(TestMatrices.Values(4, 9, 0.5, 47), [TestMatrices.Labels(9, 2, 48)], [2]);
        Assert.Empty(device.HostOperations);
    }

    [Fact]
    public void Operations_ADeviceOfLittleMemory_WorkInBatchesWithTheSameBits()
    {
        CsrMatrix<double> values = TestMatrices.Values(60, 500, 0.5, 52);
        DenseMatrix<double> columns = TestMatrices.Dense(60, 200, 53);
        int[][] labels = [TestMatrices.Labels(500, 3, 54)];
        using ComputeDevice little = GpuFamilies.OpenSimulator(memoryLimit: 1 << 21), large = GpuFamilies.OpenSimulator();
        Assert.Equal(large.RankSums(values, labels, [3]).Partitions[0].DoubledRankSums, little.RankSums(values, labels, [3]).Partitions[0].DoubledRankSums);
        Assert.Equal(large.RankColumns(columns).Values, little.RankColumns(columns).Values);
        Assert.Equal(large.Correlate(columns, columns, CorrelationKind.Spearman).Values, little.Correlate(columns, columns, CorrelationKind.Spearman).Values);
    }

    private static void GiveOneHash(Func<ComputeDevice, IEnumerable<double>> run) => Assert.Single(DeviceShapes.Results(device =>
    {
        string hash = Convert.ToHexString(SHA256.HashData(run(device).SelectMany(BitConverter.GetBytes).ToArray()));
        Assert.Empty(device.HostOperations);
        return hash;
    }).Distinct());
}
