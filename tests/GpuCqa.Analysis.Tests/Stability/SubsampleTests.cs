using GpuCqa.Analysis.Stability;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Stability;

public class SubsampleTests
{
    [Fact]
    public void Draw_EveryLot_GivesFourFifthsOfItsCellsOnce() => Seeds.Each(seed =>
    {
        var random = new Random((int)seed);
        int[] sizes = [1, 2, 5, 100, 333], lots = [.. sizes.SelectMany((n, l) => Enumerable.Repeat(l, n)).OrderBy(_ => random.Next())];
        int[] cells = SubsampleDraw.Of(lots, sizes.Length, seed, 3);
        Assert.Equal(cells.Order().Distinct(), cells);
        Assert.Equal([1, 2, 4, 80, 266], Enumerable.Range(0, sizes.Length).Select(l => cells.Count(c => lots[c] == l)));
        Assert.Equal(cells, SubsampleDraw.Of(lots, sizes.Length, seed, 3));
        Assert.NotEqual(cells, SubsampleDraw.Of(lots, sizes.Length, seed, 4));
        Assert.NotEqual(cells, SubsampleDraw.Of(lots, sizes.Length, seed + 1, 3));
    });

    [Fact]
    public void Draw_ManyTimes_TakesEveryCellAsOften()
    {
        const int draws = 4000;
        int[] lots = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], taken = new int[lots.Length];
        for (int b = 0; b < draws; b++)
        {
            foreach (int cell in SubsampleDraw.Of(lots, 2, 7, b)) taken[cell]++;
        }

        // Binomial(4000, 0.8) has a standard deviation of 25.
        Assert.All(taken, n => Assert.InRange(n, 3200 - 125, 3200 + 125));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(12)]
    [InlineData(9)]
    public void Neighbors_AmongASubset_AreThoseOfASearchOfIt(int length) => Seeds.Each(seed =>
    {
        using ComputeDevice device = new CpuDevice(1);
        var random = new Random((int)seed);
        const int cells = 400, dimensions = 3, k = 9;
        // Coordinates of few values: many cells lie on one point, and many distances tie.
        var embedding = new DenseMatrix<float>(cells, dimensions);
        for (int i = 0; i < embedding.Values.Length; i++) embedding.Values[i] = seed % 2 == 0 ? random.Next(5) : random.NextSingle();
        var lists = new LongNeighbors(embedding, length, LongNeighbors.Search(device, embedding, length));
        int[] own = SubsampleDraw.Of([.. Enumerable.Range(0, cells).Select(c => c % 4)], 4, seed, 0);
        (NeighborTable found, int searched) = lists.Among(own, k);
        using DeviceMatrix<float> points = device.Upload(Rows(embedding, own));
        Assert.Equal(device.NearestNeighbors(points, points, k, DistanceMetric.Euclidean).Indices, found.Indices);
        Assert.Equal(length == 40, searched == 0);
        Assert.Equal(device.NearestNeighbors(device.Upload(embedding), device.Upload(embedding), k, DistanceMetric.Euclidean).Indices, lists.Nearest(k).Indices);
    });

    [Fact]
    public void Neighbors_OfFewerCellsThanWanted_AreAllOfThem()
    {
        using ComputeDevice device = new CpuDevice(1);
        var embedding = new DenseMatrix<float>(6, 1, [0, 1, 2, 4, 8, 16]);
        var lists = new LongNeighbors(embedding, 6, LongNeighbors.Search(device, embedding, 6));
        Assert.Equal([0, 1, 2, 1, 0, 2, 2, 1, 0], lists.Among([0, 2, 5], 20).Table.Indices);
        Assert.Equal(6, LongNeighbors.LengthFor(20, 6));
        Assert.InRange(LongNeighbors.LengthFor(20, 1000), 35, 50);
    }

    private static DenseMatrix<float> Rows(DenseMatrix<float> all, int[] which)
    {
        var rows = new DenseMatrix<float>(which.Length, all.Columns);
        for (int i = 0; i < which.Length; i++) all.Row(which[i]).CopyTo(rows.Values.AsSpan(i * all.Columns));
        return rows;
    }
}
