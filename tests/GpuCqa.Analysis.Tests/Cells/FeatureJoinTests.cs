using GpuCqa.Analysis.Cells;
using GpuCqa.Core.Errors;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Cells;

public class FeatureJoinTests
{
    [Fact]
    public void Of_DifferentOrdersAndExtras_KeepsSharedInOrderOfTheFirst()
    {
        FeatureJoin join = FeatureJoin.Of([new MemoryCells("a", ["x", "y", "z"], []), new MemoryCells("b", ["z", "w", "x"], [])]);
        Assert.Equal(["x", "z"], join.Shared.Ids);
        Assert.Equal(4, join.Union);
        Assert.Equal([0, -1, 1], join.Maps[0]);
        Assert.Equal([1, -1, 0], join.Maps[1]);
    }

    [Fact]
    public void Of_RepeatedId_NamesFileAndId()
    {
        var error = Assert.Throws<BadDataException>(() => FeatureJoin.Of([new MemoryCells("lot.h5", ["x", "x"], [])]));
        Assert.Equal("lot.h5", error.File);
        Assert.Contains("'x'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NothingShared_SaysWhatEachHolds()
    {
        var error = Assert.Throws<BadDataException>(() => FeatureJoin.Of([new MemoryCells("a", ["ENSG1"], []), new MemoryCells("b", ["CD3D"], [])]));
        Assert.Contains("ENSG1", error.Message, StringComparison.Ordinal);
        Assert.Contains("CD3D", error.Message, StringComparison.Ordinal);
    }
}
