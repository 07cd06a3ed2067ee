using System.Security.Cryptography;
using GpuCqa.Compute.Gpu.Tests.Support;
using GpuCqa.Compute.Tests.Support;
using GpuCqa.Core.Matrices;
using Xunit;

namespace GpuCqa.Compute.Gpu.Tests.Ranks;

public class RanksTests
{
    [Fact]
    public void RankSums_AnyOrderOfGroups_OneHash()
    {
        CsrMatrix<double> values = TestMatrices.Values(30, 900, 0.4, 41);
        int[][] labels = [TestMatrices.Labels(900, 4, 42), TestMatrices.Labels(900, 11, 43)];
        GiveOneHash(d => d.RankSums(values, labels, [4, 11]) is var sums ? [.. sums.TieSums, .. sums.Partitions.SelectMany(p => p.DoubledRankSums).Select(s => (double)s)] : []);
    }

    [Fact]
    public void Correlate_AnyOrderOfGroups_OneHash()
    {
        DenseMatrix<double> left = TestMatrices.Dense(400, 20, 44), right = TestMatrices.Dense(400, 7, 45);
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

    private static void GiveOneHash(Func<ComputeDevice, IEnumerable<double>> run)
    {
        using ComputeDevice device = GpuFamilies.OpenSimulator();
        Assert.Single(LaunchOrders.Results(() => Convert.ToHexString(SHA256.HashData(run(device).SelectMany(BitConverter.GetBytes).ToArray()))).Distinct());
    }
}
