using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GpuCqa.Compute.Gpu.Tests.Support;
using GpuCqa.Compute.Tests.Support;
using GpuCqa.Core.Matrices;
using Xunit;

namespace GpuCqa.Compute.Gpu.Tests.Sparse;

public class SparseOrderTests
{
    private static readonly double[] Means = Enumerable.Range(0, 40).Select(c => 0.1 * c).ToArray();
    private static readonly double[] Deviations = Enumerable.Range(0, 40).Select(c => 0.3 + (0.05 * c)).ToArray();

    [Fact]
    public void SparseOperations_TwentyLaunchOrders_GiveOneHash()
    {
        CsrMatrix<float> counts = TestMatrices.Counts(140, 40, 0.4, 50);
        var fractions = new CsrMatrix<float>(counts.Rows, counts.Columns, counts.RowOffsets, counts.ColumnIndices, Array.ConvertAll(counts.Values, x => x * 0.37f));
        int[] map = Enumerable.Range(0, 40).Select(c => c % 4 == 0 ? -1 : 39 - c).ToArray();
        double[] loadings = TestMatrices.Dense(40, 7, 51).Values, totals = Enumerable.Repeat(100.0, 140).ToArray();
        using ComputeDevice device = GpuFamilies.OpenSimulator(1);
        IReadOnlyList<string> hashes = LaunchOrders.Results(() =>
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            void Add<T>(T[] values) where T : unmanaged => hash.AppendData(MemoryMarshal.AsBytes<T>(values));
            using DeviceCsr<float> block = device.Upload(counts), real = device.Upload(fractions);
            Add(device.RowStatistics(real, null).Totals);
            ColumnMoments whole = device.ColumnMoments(block), split = device.ColumnMoments(real);
            Add(whole.Sums);
            Add(whole.SquareSums);
            Add(split.Sums);
            Add(split.SquareSums);
            Add(device.ClippedSquares(block, Means, Deviations, 3));
            Add(device.ClippedSquares(real, Means, Deviations, 3));
            using DeviceCsr<double> normalized = device.LogNormalize(block, totals, 1e4, map, 40), scaled = device.ScaleSparsePart(normalized, Means, Deviations, 10);
            Add(device.Download(scaled.ColumnIndices));
            Add(device.Download(scaled.Values));
            GramBlock gram = device.GramSum(40, [scaled, scaled]);
            Add(gram.Products.Values);
            Add(gram.ColumnSums);
            using DeviceMatrix<float> projected = device.Project(scaled, new DenseMatrix<double>(40, 7, loadings), new double[7]);
            Add(device.Download(projected.Values));
            return Convert.ToHexString(hash.GetHashAndReset());
        });
        Assert.Single(hashes.Distinct());
        Assert.Empty(device.HostOperations);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(32)]
    public void ColumnMoments_WarpsOfAnySize_HaveTheSameBits(int warpSize)
    {
        CsrMatrix<double> values = TestMatrices.Values(300, 40, 0.4, 52);
        using ComputeDevice device = GpuFamilies.OpenSimulator(1, null, warpSize), usual = GpuFamilies.OpenSimulator(1);
        Assert.Equal(usual.ColumnMoments(usual.Upload(values)).Sums, device.ColumnMoments(device.Upload(values)).Sums);
    }
}
