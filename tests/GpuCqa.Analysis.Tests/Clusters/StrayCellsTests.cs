using GpuCqa.Analysis.Clusters;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Matrices;
using Xunit;

namespace GpuCqa.Analysis.Tests.Clusters;

public class StrayCellsTests
{
    private static readonly CsrMatrix<double> NoGraph = new(12, 12, new long[13], [], []);

    [Fact]
    public void Join_LoneCell_TakesTheClusterOfMostNeighbors()
    {
        Clustering joined = StrayCells.Join(Of([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2]), Neighbors(11, [11, 0, 5, 6]), NoGraph);
        Assert.Equal(2, joined.Clusters);
        Assert.Equal([1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0], joined.Labels);
    }

    [Fact]
    public void Join_EqualVotes_TakesTheNearer()
    {
        Clustering joined = StrayCells.Join(Of([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2]), Neighbors(11, [11, 2, 7, 11]), NoGraph);
        Assert.Equal(joined.Labels[2], joined.Labels[11]);
    }

    [Fact]
    public void Join_NoStrays_ReturnsTheSame()
    {
        Clustering clustering = Of([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
        Assert.Same(clustering, StrayCells.Join(clustering, Neighbors(0, [0, 1, 2, 3]), NoGraph));
    }

    [Fact]
    public void Join_NothingButStrays_ReturnsTheSame()
    {
        Clustering clustering = Of([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]);
        Assert.Same(clustering, StrayCells.Join(clustering, Neighbors(0, [0, 1, 2, 3]), NoGraph));
    }

    private static Clustering Of(int[] labels) => new("leiden", 1, labels.Max() + 1, 0, labels);

    // Every cell has itself four times but one.
    private static NeighborTable Neighbors(int cell, int[] own)
    {
        int[] indices = Enumerable.Range(0, 12).SelectMany(c => c == cell ? own : [c, c, c, c]).ToArray();
        return new NeighborTable(12, 4, indices, new double[48]);
    }
}
