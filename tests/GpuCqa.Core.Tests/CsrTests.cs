using GpuCqa.Core.Matrices;
using Xunit;

namespace GpuCqa.Core.Tests;

public class CsrTests
{
    [Fact]
    public void RowBuffer_MapThatReorders_SortsTheRow()
    {
        var buffer = new CsrRowBuffer<float>(3);
        buffer.Append([0, 1, 2], [1f, 2f, 3f], [2, -1, 0]);
        CsrMatrix<float> matrix = buffer.Take();
        matrix.Validate();
        Assert.Equal([0, 2], matrix.ColumnIndices);
        Assert.Equal([3f, 1f], matrix.Values);
        Assert.Equal(0, buffer.Rows);
    }

    [Fact]
    public void Transpose_Blocks_EqualsTheDenseTranspose()
    {
        var first = new CsrMatrix<double>(2, 3, [0, 2, 3], [0, 2, 1], [1, 2, 3]);
        var second = new CsrMatrix<double>(1, 3, [0, 2], [0, 1], [4, 5]);
        CsrMatrix<double> transposed = CsrTransposition.Transpose([first, second], 3);
        transposed.Validate();
        Assert.Equal([0, 2, 4, 5], transposed.RowOffsets);
        Assert.Equal([0, 2, 1, 2, 0], transposed.ColumnIndices);
        Assert.Equal([1, 4, 3, 5, 2], transposed.Values);
    }

    [Fact]
    public void Validate_DescendingColumns_Throws() =>
        Assert.Throws<InvalidOperationException>(() => new CsrMatrix<float>(1, 3, [0, 2], [2, 1], [1, 1]).Validate());

    [Fact]
    public void Nearest_FewerNeighbors_KeepsTheFirst()
    {
        var table = new NeighborTable(2, 3, [0, 1, 2, 1, 0, 2], [0, 1, 2, 0, 3, 4]);
        NeighborTable two = table.Nearest(2);
        Assert.Equal([0, 1, 1, 0], two.Indices);
        Assert.Equal([0, 1, 0, 3], two.Distances);
    }
}
