using System.Runtime.Intrinsics;
using GpuCqa.Compute.Neighbors;
using GpuCqa.Compute.Tests.Conformance;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Compute.Tests.Operations;

/// <summary>A set searched within itself in an order of its own, block by block and stripe by stripe: what brute force in float64 finds, to the bit.</summary>
public class OrderedSearchTests
{
    private const long OneStripe = long.MaxValue, BlockByBlock = 1;

    [Theory]
    [InlineData(VectorWidth.Bits512)]
    [InlineData(VectorWidth.Bits256)]
    [InlineData(VectorWidth.Bits128)]
    [InlineData(VectorWidth.Scalar)]
    public void Search_CellsOfSomeTypes_FindsWhatBruteForceFinds(VectorWidth width) => Seeds.Each(seed =>
    {
        DenseMatrix<float> points = Types(2900, 20, seed);
        NeighborTable expected = BruteForce(points, 15);
        foreach (long stripe in new[] { OneStripe, BlockByBlock, 3 * 480 * CandidateBlock.BytesPerQuery(15) }) AssertSame(expected, Ordered(points, 15, width, stripe));
    });

    [Theory]
    [InlineData("equal")]
    [InlineData("copies")]
    [InlineData("lattice")]
    [InlineData("far clusters")]
    [InlineData("an outlier")]
    [InlineData("huge and tiny")]
    [InlineData("a line of floats")]
    [InlineData("no length")]
    [InlineData("one direction")]
    public void Search_HostilePoints_FindsWhatBruteForceFinds(string kind)
    {
        foreach (int size in new[] { 40, 1500 })
        {
            DenseMatrix<float> points = ComputeDeviceConformance.HostilePoints(kind, size);
            NeighborTable expected = BruteForce(points, 7);
            foreach (long stripe in new[] { OneStripe, BlockByBlock }) AssertSame(expected, Ordered(points, 7, VectorWidth.Bits256, stripe));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(20)]
    public void Tournament_OfBlocks_MeetsEveryPairOnceAndNearOnesFirst(int blocks)
    {
        var pairs = new BlockTournament(blocks);
        (int Low, int High)[] all = [.. Enumerable.Range(0, pairs.Count).Select(i => pairs[i])];
        Assert.Equal(blocks * (blocks - 1) / 2, all.Distinct().Count());
        Assert.All(all, p => Assert.True(p.Low >= 0 && p.Low < p.High && p.High < blocks));
        Assert.Equal(all.Select(p => p.High - p.Low).Order(), all.Select(p => p.High - p.Low));
    }

    private static NeighborTable BruteForce(DenseMatrix<float> points, int k)
    {
        using var device = new ReferenceDevice();
        DeviceMatrix<float> uploaded = device.Upload(points);
        return device.NearestNeighbors(uploaded, uploaded, k, DistanceMetric.Euclidean);
    }

    private static NeighborTable Ordered(DenseMatrix<float> points, int k, VectorWidth width, long stripe)
    {
        using var device = new CpuDevice(3, width);
        var problem = new NeighborProblem(points, points, k, null, null);
        var table = new NeighborTable(points.Rows, k, new int[points.Rows * k], new double[points.Rows * k]);
        switch (width)
        {
            case VectorWidth.Bits512: NeighborSearch<ScoreTile8<Lanes512<float>, Vector512<float>>>.Run(device, problem, 0, table, stripe, 1); break;
            case VectorWidth.Bits256: NeighborSearch<ScoreTile4<Lanes256<float>, Vector256<float>>>.Run(device, problem, 0, table, stripe, 1); break;
            case VectorWidth.Bits128: NeighborSearch<ScoreTile4<Lanes128<float>, Vector128<float>>>.Run(device, problem, 0, table, stripe, 1); break;
            default: NeighborSearch<ScoreTile4<LanesScalar<float>, float>>.Run(device, problem, 0, table, stripe, 1); break;
        }

        return table;
    }

    private static void AssertSame(NeighborTable expected, NeighborTable found)
    {
        Assert.Equal(expected.Indices, found.Indices);
        Assert.Equal(expected.Distances, found.Distances);
    }

    // Cell types of even size, far from each other against the spread within: most blocks cannot hold a neighbour of most others.
    private static DenseMatrix<float> Types(int cells, int dimensions, ulong seed)
    {
        var random = new Philox(seed, RandomPurpose.Test);
        var centers = new DenseMatrix<double>(6, dimensions);
        for (int i = 0; i < centers.Values.Length; i++) centers.Values[i] = 20 * random.NextNormal();
        var points = new DenseMatrix<float>(cells, dimensions);
        for (int c = 0; c < cells; c++)
            for (int d = 0; d < dimensions; d++) points[c, d] = (float)(centers[c % 6, d] + random.NextNormal());
        return points;
    }
}
