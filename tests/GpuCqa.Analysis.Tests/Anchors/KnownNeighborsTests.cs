using GpuCqa.Analysis.Anchors;
using GpuCqa.Analysis.Mapping;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Anchors;

/// <summary>What is taken from neighbour lists that are known, against what it stands for: a search, and the whole graph of shared neighbours.</summary>
public class KnownNeighborsTests
{
    private static readonly CpuDevice Device = new(2);

    // One member in so many cells: lists that hold enough of them, lists that hardly do, and lists that never do.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    public void ListedMembers_CellsWithEqualDistances_AreThoseOfASearch(int one)
    {
        DenseMatrix<float> cells = Cells(one == 2 ? 60 : 700);
        using var space = new AnchorSpace(Device, cells);
        int[] members = [.. Enumerable.Range(0, cells.Rows).Where(c => c % one == 0).OrderBy(c => (c * 7919) % cells.Rows)];
        Anchor[] anchors = [.. members.Select(m => new Anchor(0, m, 1))];
        NeighborTable own = space.Within(Math.Min(60, cells.Rows));
        using var side = new AnchorSide(Device, AnchorMembers.OfQuery(anchors), space.Unit, anchors);
        NeighborTable expected = side.Nearest(space.Points, 25), found = new ListedMembers(members, space.Unit, own).Nearest([.. Enumerable.Range(0, cells.Rows)], 25, rows => side.Nearest(rows, 25));
        Assert.Equal(expected.Indices, found.Indices);
        Assert.Equal(expected.Distances, found.Distances);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(4)]
    [InlineData(2)]
    public void Part_Within_IsThatOfASearch(int one)
    {
        DenseMatrix<float> all = Cells(900);
        using var whole = new AnchorSpace(Device, all);
        int[] kept = [.. Enumerable.Range(0, all.Rows).Where(c => c % one != 0)];
        DenseMatrix<float> cells = AnchorMembers.Rows(all, kept);
        using AnchorSpace part = whole.Part(cells, kept), own = new(Device, cells);
        NeighborTable expected = own.Within(31), found = part.Within(31);
        Assert.Equal(expected.Indices, found.Indices);
        Assert.Equal(expected.Distances, found.Distances);
    }

    [Fact]
    public void SharedBandwidths_AreThoseOfTheGraph()
    {
        DenseMatrix<float> cells = Cells(400);
        using var space = new AnchorSpace(Device, cells);
        NeighborTable own = space.Within(30);
        CsrMatrix<double> graph = Device.SharedNeighbors(own.Nearest(20), 0);
        var bandwidths = new SharedBandwidths(space.Unit, own, 20);
        SharedBandwidths.Scratch scratch = bandwidths.Rent();
        for (int cell = 0; cell < cells.Rows; cell++)
        {
            double[] rising = [.. graph.RowValues(cell).ToArray().Order()];
            int[] fewest = [.. graph.RowIndices(cell).ToArray().Where((_, i) => graph.RowValues(cell)[i] <= rising[Math.Min(20, rising.Length) - 1])];
            double expected = fewest.Select(other => Distance(space.Unit, cell, other)).OrderDescending().Take(Math.Min(20, rising.Length)).Average();
            Close.Relative(expected, bandwidths.Of(cell, scratch), 1e-12, 1e-14);
        }
    }

    // Few places on a grid, so that many cells are equal and many distances are.
    private static DenseMatrix<float> Cells(int count)
    {
        var random = new Philox(5, RandomPurpose.Test, (ulong)count);
        var cells = new DenseMatrix<float>(count, 4);
        for (int i = 0; i < cells.Values.Length; i++) cells.Values[i] = (i / 4) % 3 == 0 ? 1 + random.NextInt32(3) : (float)random.NextNormal();
        return cells;
    }

    private static double Distance(DenseMatrix<float> cells, int a, int b)
    {
        double squares = 0;
        for (int d = 0; d < cells.Columns; d++) squares += ((double)cells[a, d] - cells[b, d]) * ((double)cells[a, d] - cells[b, d]);
        return Math.Sqrt(squares);
    }
}
