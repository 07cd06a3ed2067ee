using GpuCqa.Analysis.Anchors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;
using Xunit;

namespace GpuCqa.Analysis.Tests.Anchors;

public class TopFeaturesTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 2)]
    [InlineData(7, 4)]
    [InlineData(90, 5)]
    [InlineData(500, 30)]
    [InlineData(2000, 50)]
    [InlineData(3000, 150)]
    public void Of_LoadingsWithTies_TakesAsTheDefinitionDoes(int genes, int dimensions)
    {
        var random = new Philox(11, RandomPurpose.Test, (ulong)genes);
        var loadings = new DenseMatrix<double>(genes, dimensions);
        for (int i = 0; i < loadings.Values.Length; i++) loadings.Values[i] = random.NextInt32(3) == 0 ? random.NextInt32(5) - 2 : random.NextNormal();
        Assert.Equal(Defined(loadings), TopFeatures.Of(loadings));
    }

    // Word by word: for each y the sets of all dimensions, the first y with the most genes below the limit.
    private static int[] Defined(DenseMatrix<double> loadings)
    {
        int[] best = [];
        for (int y = 1; y <= 100; y++)
        {
            int[] genes = [.. Enumerable.Range(0, loadings.Columns).SelectMany(d => Top(loadings, d, Math.Min(y, loadings.Rows))).Distinct().Order()];
            if (genes.Length < Math.Max(200, 2 * loadings.Columns) && genes.Length > best.Length) best = genes;
        }

        return best;
    }

    private static IEnumerable<int> Top(DenseMatrix<double> loadings, int dimension, int count)
    {
        int[] falling = [.. Enumerable.Range(0, loadings.Rows).OrderByDescending(g => loadings[g, dimension])];
        if (count == 1) return [Enumerable.Range(0, loadings.Rows).OrderBy(g => Math.Abs(loadings[g, dimension])).Last()];
        int half = (int)Math.Round(count / 2.0, MidpointRounding.ToEven);
        return falling.Take(half).Concat(falling.TakeLast(half));
    }
}
