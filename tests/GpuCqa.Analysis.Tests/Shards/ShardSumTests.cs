using GpuCqa.Analysis.Shards;
using GpuCqa.Compute;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Shards;

public class ShardSumTests
{
    [Fact]
    public void Sum_OfNodesOfAnyShards_HasTheBitsOfOneTree() => Seeds.Each(seed =>
    {
        var random = new Random((int)seed);
        for (int blocks = 1; blocks <= 70; blocks++)
        {
            // Numbers of many sizes: another order of additions would be seen.
            double[] parts = [.. Enumerable.Range(0, blocks).Select(_ => random.NextDouble() * Math.Pow(10, random.Next(-8, 8)))];
            double whole = Tree(parts);
            for (int shard = 1; shard <= 64; shard *= 2) Assert.Equal(whole, CohortShards.Sum(parts.Chunk(shard).Select(Tree), (a, b) => a + b));
        }
    });

    [Fact]
    public void Layout_OfLots_GivesThoseWithin()
    {
        var layout = new CellLayout([0, 3], [10, 25]);
        Assert.Equal(25, layout.Cells);
        Assert.Equal([(0, 0), (3, 10)], layout.Within(9, 11));
        Assert.Equal([(3, 10)], layout.Within(10, 25));
        Assert.Empty(layout.Within(25, 25));
    }

    private static double Tree(double[] parts)
    {
        var tree = new BlockTree<double>((a, b) => a + b);
        foreach (double part in parts) tree.Add(part);
        return tree.Finish();
    }
}
