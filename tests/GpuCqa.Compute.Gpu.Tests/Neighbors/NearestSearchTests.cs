using GpuCqa.Compute.Gpu.Neighbors;
using GpuCqa.Compute.Gpu.Tests.Support;
using GpuCqa.Compute.Tests.Conformance;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;
using Xunit;

namespace GpuCqa.Compute.Gpu.Tests.Neighbors;

public sealed class NearestSearchTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(8)]
    public void NearestNeighbors_GroupsOfEitherSize_AreTheReferences(int side)
    {
        using GpuDevice device = Open(new NeighborSearchOptions(Side: side), side * side > 64 ? SimulatorShape.Large : SimulatorShape.Small);
        DenseMatrix<float> points = Points(300, 11, 1);
        Same(device, points, points, 6, DistanceMetric.Euclidean);
        Same(device, Points(3, 11, 2), points, 6, DistanceMetric.Cosine);
        Assert.Empty(device.HostOperations);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(100)]
    public void NearestNeighbors_QueriesInBatches_AreTheReferences(int batch)
    {
        using GpuDevice device = Open(new NeighborSearchOptions(BatchQueries: batch));
        DenseMatrix<float> points = Points(230, 4, 3);
        Same(device, points, points, 5, DistanceMetric.Euclidean);
        Assert.Empty(device.HostOperations);
    }

    [Theory]
    [InlineData(DistanceMetric.Euclidean)]
    [InlineData(DistanceMetric.Cosine)]
    public void NearestNeighbors_TooFewPlaces_AreSearchedInFloat64(DistanceMetric metric)
    {
        using GpuDevice device = Open(new NeighborSearchOptions(Capacity: 9));
        DenseMatrix<float> points = Points(200, 13, 4);
        Same(device, points, points, 7, metric);
        Assert.InRange(device.CrowdedQueries, 100, 200);
        Assert.Empty(device.HostOperations);
    }

    [Fact]
    public void NearestNeighbors_MoreEqualCellsThanPlaces_AreSearchedInFloat64()
    {
        using GpuDevice device = Open(new NeighborSearchOptions());
        DenseMatrix<float> equal = ComputeDeviceConformance.HostilePoints("equal", 150);
        Same(device, equal, equal, 7, DistanceMetric.Euclidean);
        Assert.Equal(150, device.CrowdedQueries);
        Assert.Empty(device.HostOperations);
    }

    [Fact]
    public void NearestNeighbors_CellsInOrderOfTheirClusters_AreNotCrowded()
    {
        // Neighbours lie together in memory; the search meets them in random order all the same.
        using GpuDevice device = Open(new NeighborSearchOptions());
        DenseMatrix<float> points = Points(600, 3, 5);
        for (int i = 0; i < 600; i++) points[i, 0] += i / 50 * 20;
        Same(device, points, points, 10, DistanceMetric.Euclidean);
        Assert.Equal(0, device.CrowdedQueries);
    }

    [Fact]
    public void NearestNeighbors_RunAgainAndAgain_IsTheSame()
    {
        using GpuDevice device = Open(new NeighborSearchOptions());
        DenseMatrix<float> points = Points(260, 2, 6);
        for (int run = 0; run < 5; run++) Same(device, points, points, 4, DistanceMetric.Euclidean);
        Assert.Equal(0, device.CrowdedQueries);
        Assert.Empty(device.HostOperations);
    }

    [Fact]
    public void NearestNeighbors_GroupsBelow64Lanes_RunOnTheHostAndAreCounted()
    {
        using var device = (GpuDevice)GpuFamilies.OpenSimulator(1, null, new SimulatorShape(4, 8));
        DenseMatrix<float> points = Points(40, 3, 8);
        Same(device, points, points, 4, DistanceMetric.Euclidean);
        Assert.Equal(1, device.HostOperations["NearestNeighbors"]);
    }

    [Fact]
    public void NearestNeighbors_MemoryForAFewQueries_AreTheReferences()
    {
        using var device = (GpuDevice)GpuFamilies.OpenSimulator(memoryLimit: 160_000);
        DenseMatrix<float> points = Points(700, 3, 7);
        Same(device, points, points, 5, DistanceMetric.Euclidean);
        Assert.Empty(device.HostOperations);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SearchPlan_Rounds_CoverAllStepsOnceAndNeverOutgrowThePlaces(bool oneSet)
    {
        foreach (int k in new[] { 1, 15, 64, 300 })
        {
            foreach (int references in new[] { 1, 127, 128, 129, 1000, 1_000_000, 40_000_000 })
            {
                var plan = new SearchPlan(16, 50, k, references, 0);
                (int First, int Last)[] rounds = [.. plan.Rounds(oneSet)];
                Assert.Equal(0, rounds[0].First);
                Assert.All(rounds.Zip(rounds.Skip(1)), p => Assert.Equal(p.First.Last, p.Second.First));
                Assert.Equal(plan.Steps(oneSet), rounds[^1].Last);
                Assert.True(plan.Capacity(oneSet) >= Math.Min(references, 3 * k));
                Assert.True(rounds.Length <= 40);
            }
        }
    }

    private static GpuDevice Open(NeighborSearchOptions options, SimulatorShape? shape = null)
    {
        var device = (GpuDevice)GpuFamilies.OpenSimulator(shape: shape);
        device.NeighborOptions = options;
        return device;
    }

    private static void Same(GpuDevice device, DenseMatrix<float> queries, DenseMatrix<float> references, int k, DistanceMetric metric)
    {
        NeighborTable expected = Search(new ReferenceDevice(), queries, references, k, metric), found = Search(device, queries, references, k, metric);
        Assert.Equal(expected.Indices, found.Indices);
        Assert.Equal(expected.Distances.Select(BitConverter.DoubleToInt64Bits), found.Distances.Select(BitConverter.DoubleToInt64Bits));
    }

    private static NeighborTable Search(ComputeDevice device, DenseMatrix<float> queries, DenseMatrix<float> references, int k, DistanceMetric metric)
    {
        using DeviceMatrix<float> from = device.Upload(queries);
        using DeviceMatrix<float> to = ReferenceEquals(queries, references) ? from : device.Upload(references);
        return device.NearestNeighbors(from, to, k, metric);
    }

    private static DenseMatrix<float> Points(int rows, int columns, ulong seed)
    {
        var random = new Philox(seed, RandomPurpose.Test);
        var points = new DenseMatrix<float>(rows, columns);
        for (int i = 0; i < points.Values.Length; i++) points.Values[i] = (float)random.NextNormal();
        return points;
    }
}
