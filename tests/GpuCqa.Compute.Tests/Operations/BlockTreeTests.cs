using Xunit;

namespace GpuCqa.Compute.Tests.Operations;

public class BlockTreeTests
{
    [Theory]
    [InlineData(1, "0")]
    [InlineData(2, "(0 1)")]
    [InlineData(3, "((0 1) 2)")]
    [InlineData(5, "(((0 1) (2 3)) 4)")]
    [InlineData(7, "(((0 1) (2 3)) ((4 5) 6))")]
    public void Finish_Blocks_AreMergedInAFixedTree(int blocks, string expected)
    {
        var tree = new BlockTree<string>((a, b) => $"({a} {b})");
        for (int i = 0; i < blocks; i++) tree.Add($"{i}");
        Assert.Equal(expected, tree.Finish());
    }

    [Fact]
    public void Finish_NoBlock_Throws() => Assert.Throws<InvalidOperationException>(() => new BlockTree<int>((a, b) => a + b).Finish());
}
