using GpuCqa.Compute.Tests.Conformance;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Compute.Tests.Operations;

/// <summary>Searches of an index in whole coordinates against full searches: the same neighbours and the same bits.</summary>
public class NeighborIndexTests
{
    private static readonly VectorWidth[] Widths = [VectorWidth.Best, VectorWidth.Bits512, VectorWidth.Bits256, VectorWidth.Bits128, VectorWidth.Scalar];

    [Fact]
    public void Search_CellsOfSomeTypes_FindsWhatAFullSearchFinds() => Seeds.Each(seed =>
    {
        DenseMatrix<float> references = Types(6000, 20, seed), queries = Types(77, 20, seed + 50);
        foreach (int k in new[] { 1, 15, 60 }) AssertSame(references, queries, k);
        AssertSame(references, new DenseMatrix<float>(300, 20, references.Values[..6000]), 15);
        AssertSame(references, new DenseMatrix<float>(0, 20), 15);
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
    public void Search_HostilePoints_FindsWhatAFullSearchFinds(string kind)
    {
        foreach (int size in new[] { 7, 150, 1500 }) AssertSame(ComputeDeviceConformance.HostilePoints(kind, size), ComputeDeviceConformance.HostilePoints(kind, 33), 7);
    }

    // Groups are made in the leading dimensions: points that differ most in these, in the others, or in one kind alone.
    [Theory]
    [InlineData("copies", 1, 1)]
    [InlineData("lattice", 1, 1)]
    [InlineData("lattice", 1, 0)]
    [InlineData("lattice", 0, 1)]
    [InlineData("far clusters", 1, 1e-3f)]
    [InlineData("far clusters", 1e-3f, 1)]
    [InlineData("an outlier", 1, 3)]
    [InlineData("huge and tiny", 1, 1)]
    [InlineData("a line of floats", 1, 1)]
    [InlineData("one direction", 5, 1)]
    public void Search_HostilePointsOfManyDimensions_FindsWhatAFullSearchFinds(string kind, float first, float others)
    {
        foreach (int size in new[] { 150, 1500 }) AssertSame(Wide(size), Wide(33), 7);

        DenseMatrix<float> Wide(int count)
        {
            DenseMatrix<float> points = ComputeDeviceConformance.HostilePoints(kind, count), wide = new(count, 19);
            for (int i = 0; i < count; i++)
                for (int d = 0; d < wide.Columns; d++) wide[i, d] = points[i, d % points.Columns] * (d < 16 ? first : others);
            return wide;
        }
    }

    [Fact]
    public void Search_QueriesFarAway_FindsWhatAFullSearchFinds()
    {
        DenseMatrix<float> references = Types(1000, 6, 9), queries = Types(40, 6, 10);
        for (int i = 0; i < queries.Values.Length; i++) queries.Values[i] *= i % 12 < 6 ? 1 : i % 5 == 0 ? 1e12f : 300;
        AssertSame(references, queries, 5);
    }

    [Fact]
    public void Search_WhatCannotBeSearched_IsRefused()
    {
        using var device = new CpuDevice(1);
        Assert.Throws<ArgumentException>(() => device.IndexNeighbors(new DenseMatrix<float>(1, 1, [float.NaN])));
        using NeighborIndex index = device.IndexNeighbors(Types(300, 4, 1), 0);
        Assert.Equal((300, 4), (index.Count, index.Dimensions));
        Assert.Throws<InvalidParameterException>(() => index.Search(Types(3, 4, 2), 301));
        Assert.Throws<InvalidParameterException>(() => index.Search(Types(3, 4, 2), 0));
        Assert.Throws<ArgumentException>(() => index.Search(Types(3, 5, 2), 2));
        Assert.Throws<ArgumentException>(() => index.Search(new DenseMatrix<float>(1, 4, [0, 0, float.PositiveInfinity, 0]), 2));
    }

    private static void AssertSame(DenseMatrix<float> references, DenseMatrix<float> queries, int k)
    {
        foreach (VectorWidth width in Widths)
        {
            using var device = new CpuDevice(2, width);
            using DeviceMatrix<float> there = device.Upload(references), asked = device.Upload(queries);
            NeighborTable full = device.NearestNeighbors(asked, there, k, DistanceMetric.Euclidean);
            using NeighborIndex index = device.IndexNeighbors(references, 0);
            NeighborTable found = index.Search(queries, k);
            Assert.Equal(full.Indices, found.Indices);
            Assert.Equal(full.Distances, found.Distances);
        }
    }

    private static DenseMatrix<float> Types(int cells, int dimensions, ulong seed)
    {
        var points = new DenseMatrix<float>(cells, dimensions);
        var random = new Philox(seed, RandomPurpose.Test);
        for (int c = 0; c < cells; c++)
        {
            int type = random.NextInt32(6);
            for (int d = 0; d < dimensions; d++) points[c, d] = (float)(random.NextNormal() + (type == d % 6 ? 20.0 / (1 + d) : 0));
        }

        return points;
    }
}
