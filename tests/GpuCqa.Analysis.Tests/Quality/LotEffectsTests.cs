using GpuCqa.Analysis.Quality;
using Xunit;

namespace GpuCqa.Analysis.Tests.Quality;

public class LotEffectsTests
{
    [Fact]
    public void Of_LotWithMoreSmallCells_IsNotLessDeep()
    {
        // Cells of cluster 1 hold a value 3 lower; the second lot has more of them, and every cell of the third is 1 lower.
        (int Lot, int Cluster, int Cells)[] groups = [(0, 0, 80), (0, 1, 20), (1, 0, 20), (1, 1, 80), (2, 0, 50), (2, 1, 50)];
        int[] lots = [.. groups.SelectMany(g => Enumerable.Repeat(g.Lot, g.Cells))], clusters = [.. groups.SelectMany(g => Enumerable.Repeat(g.Cluster, g.Cells))];
        double[] values = [.. lots.Zip(clusters, (l, k) => 8.0 - (3 * k) - (l == 2 ? 1 : 0))];
        double[] effects = LotEffects.Of(values, lots, 3, clusters, 2);
        Assert.Equal(0, effects[1] - effects[0], 0.05);
        Assert.Equal(-1, effects[2] - effects[0], 0.05);
        Assert.Equal(-1.8, values[100..200].Average() - values[..100].Average(), 1e-9);
    }

    [Fact]
    public void Of_LotInClustersOfItsOwn_KeepsWhatSetsItApart()
    {
        int[] lots = [.. Enumerable.Range(0, 300).Select(c => c / 100)], clusters = [.. lots.Select(l => l == 2 ? 1 : 0)];
        double[] effects = LotEffects.Of([.. lots.Select(l => l == 2 ? 5.0 : 8.0)], lots, 3, clusters, 2);
        Assert.Equal(0, effects[1] - effects[0], 1e-9);
        Assert.InRange(effects[2] - effects[0], -3.1, -1.5);
    }
}
