using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GpuCqa.Compute.Gpu.Tests.Support;
using GpuCqa.Compute.Tests.Support;
using GpuCqa.Core.Matrices;
using Xunit;

namespace GpuCqa.Compute.Gpu.Tests.Sparse;

public class SparseShapeTests
{
    private static readonly double[] Means = Enumerable.Range(0, 40).Select(c => 0.1 * c).ToArray();
    private static readonly double[] Deviations = Enumerable.Range(0, 40).Select(c => 0.3 + (0.05 * c)).ToArray();

    [Fact]
    public void SparseOperations_DevicesOfAnyShape_GiveOneHash()
    {
        CsrMatrix<float> counts = TestMatrices.Counts(140, 40, 0.4, 50);
        var fractions = new CsrMatrix<float>(counts.Rows, counts.Columns, counts.RowOffsets, counts.ColumnIndices, Array.ConvertAll(counts.Values, x => x * 0.37f));
        int[] map = Enumerable.Range(0, 40).Select(c => c % 4 == 0 ? -1 : 39 - c).ToArray();
        double[] loadings = TestMatrices.Dense(40, 7, 51).Values, totals = Enumerable.Repeat(100.0, 140).ToArray();
        IReadOnlyList<string> hashes = DeviceShapes.Results(device =>
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
            Assert.Empty(device.HostOperations);
            return Convert.ToHexString(hash.GetHashAndReset());
        });
        Assert.Single(hashes.Distinct());
    }
}
