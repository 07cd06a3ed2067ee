using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GpuCqa.Compute.Gpu.Tests.Support;
using GpuCqa.Compute.Tests.Support;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;
using Xunit;

namespace GpuCqa.Compute.Gpu.Tests.Anchors;

public class AnchorTests
{
    [Fact]
    public void Anchors_DevicesOfAnyShape_OneHash() => Assert.Single(DeviceShapes.Results(device =>
    {
        NeighborTable lists = Lists(150, 12);
        var neighbors = new AnchorNeighbors(lists, lists, lists, lists);
        int[] cells = [.. Enumerable.Range(0, 400).Select(a => a * 3 % 150)], others = [.. cells.Select(c => (c + 2) % 150)];
        int[] overlaps = device.AnchorOverlaps(neighbors, cells, others, 10);
        double[] scores = [.. overlaps.Select(o => o / 20.0)];
        var groups = new AnchorGroups([.. Enumerable.Range(0, 151).Select(m => 2 * m)], [.. Enumerable.Range(0, 300)]);
        AnchorWeights weights = device.AnchorWeights(lists, groups, scores, 12, 4);
        DenseMatrix<double> votes = device.AnchorVotes(weights, [[.. Enumerable.Range(0, 300).Select(a => a % 5)]], [5])[0];
        using DeviceMatrix<float> rows = device.Upload(TestMatrices.Points(150, 9, 64));
        DenseMatrix<double> means = device.AnchorMeans(weights, rows, [.. Enumerable.Range(0, 300).Select(a => a / 2)]);
        Assert.Empty(device.HostOperations);
        return Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<double>([.. scores, .. weights.Weights, .. votes.Values, .. means.Values])));
    }).Distinct());

    // Neighbours on a ring, the cell itself first.
    private static NeighborTable Lists(int cells, int k)
    {
        var random = new Philox(65, RandomPurpose.Test, 0);
        int[] indices = [.. Enumerable.Range(0, cells * k).Select(e => ((e / k) + ((e % k) * (1 + (e / k % 3)))) % cells)];
        double[] distances = [.. Enumerable.Range(0, cells).SelectMany(_ => Enumerable.Range(0, k).Select(i => i == 0 ? 0 : random.NextDouble()).Order())];
        return new NeighborTable(cells, k, indices, distances);
    }
}
