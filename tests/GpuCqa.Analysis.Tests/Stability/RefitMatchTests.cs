using GpuCqa.Analysis.Clusters;
using GpuCqa.Analysis.Results;
using GpuCqa.Analysis.Stability;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Stability;

public class RefitMatchTests
{
    // Vectors CLUS-01 (scikit-learn 1.2.1) and CLUS-02 (R).
    [Fact]
    public void Match_OfTheVectors_HasTheirJaccardAndRandIndex()
    {
        Clustering a = Made([0, 0, 0, 1, 1, 1, 2, 2, 2, 2]), b = Made([0, 0, 1, 1, 1, 1, 2, 2, 0, 2]);
        ClusterRefit found = RefitMatch.Of(RefitKind.Seed, 1, -1, [a], new int[10], 1, null, [b]);
        Assert.Equal([0.5, 0.75, 0.75], found.Jaccard.Select(j => j[0]));
        Close.Relative(0.4318181818181818, found.Agreement[0]);
        Assert.Equal([3, 4, 3], found.Counts.Select(c => c[0][0]));
    }

    [Fact]
    public void Match_OfASubset_IsThatOfAllPairsOfSets() => Seeds.Each(seed =>
    {
        var random = new Random((int)seed);
        const int cells = 300, lotCount = 4;
        int[] lots = [.. Enumerable.Range(0, cells).Select(_ => random.Next(lotCount))];
        Clustering[] original = [Made(Labels(random, cells, 3)), Made(Labels(random, cells, 9))];
        int[] own = [.. Enumerable.Range(0, cells).Where(_ => random.Next(5) > 0)];
        Clustering[] refit = [Made(Labels(random, own.Length, 4)), Made(Labels(random, own.Length, 7))];
        ClusterRefit found = RefitMatch.Of(RefitKind.Subsample, 1, -1, original, lots, lotCount, own, refit);
        int state = 0;
        for (int o = 0; o < 2; o++)
        {
            for (int k = 0; k < original[o].Clusters; k++, state++)
            {
                HashSet<int> a = [.. own.Where(c => original[o].Labels[c] == k)];
                for (int r = 0; r < 2; r++)
                {
                    (double best, HashSet<int> cellsOf) = (-1, []);
                    for (int m = 0; m < refit[r].Clusters; m++)
                    {
                        HashSet<int> b = [.. own.Where((_, i) => refit[r].Labels[i] == m)];
                        double index = a.Intersect(b).Count() / (double)a.Union(b).Count();
                        if (index > best) (best, cellsOf) = (index, b);
                    }

                    Assert.Equal(best, found.Jaccard[state][r]);
                    Assert.Equal(Enumerable.Range(0, lotCount).Select(l => cellsOf.Count(c => lots[c] == l)), found.Counts[state][r]);
                }
            }
        }

        Assert.Equal(state, found.Jaccard.Length);
        Assert.Equal(Enumerable.Range(0, lotCount).Select(l => own.Count(c => lots[c] == l)), found.LotCells);
        for (int r = 0; r < 2; r++) Close.Relative(Pairs([.. own.Select(c => original[r].Labels[c])], refit[r].Labels), found.Agreement[r]);
    });

    [Fact]
    public void Match_OfAClusterWithoutACellLeft_IsNone()
    {
        ClusterRefit found = RefitMatch.Of(RefitKind.Lot, 2, 1, [Made([0, 0, 0, 1])], [0, 0, 0, 1], 2, [0, 1, 2], [Made([0, 0, 0])]);
        Assert.Equal([1.0, 0.0], found.Jaccard.Select(j => j[0]));
        Assert.Equal([0, 0], found.Counts[1][0]);
        Assert.Equal([3, 0], found.LotCells);
    }

    [Fact]
    public void Tree_LinksEveryClusterToTheOneBelowThatHoldsMostOfIt()
    {
        // Given with the finer first: order is by resolution.
        Clustering fine = Made([0, 0, 0, 0, 1, 1, 1, 2, 2], 1), coarse = Made([0, 0, 0, 1, 0, 0, 0, 1, 1], 0.5);
        IReadOnlyList<ClusterLink> links = MergeTree.Of([fine, coarse]);
        Assert.Equal(
            [(0, 0, 3, 0.75, 0.5, true), (0, 1, 1, 0.25, 1 / 3.0, false), (1, 0, 3, 1.0, 0.5, true), (2, 1, 2, 1.0, 2 / 3.0, true)],
            links.Select(l => (l.Child.Index, l.Parent.Index, l.Cells, l.OfChild, l.OfParent, l.Main)));
        Assert.All(links, l => Assert.Equal((0, 1), (l.Child.Partition, l.Parent.Partition)));
    }

    [Fact]
    public void RandIndex_OfManyLabels_IsThatOfPairs() => Seeds.Each(seed =>
    {
        var random = new Random((int)seed);
        int[] a = [.. Enumerable.Range(0, 500).Select(_ => random.Next(400) - 7)], b = [.. Enumerable.Range(0, 500).Select(i => random.Next(3) == 0 ? random.Next(400) : a[i])];
        Close.Relative(Pairs(a, b), AdjustedRandIndex.Of(a, b));
    });

    private static double Pairs(int[] a, int[] b)
    {
        double both = 0, first = 0, second = 0, all = 0;
        for (int i = 0; i < a.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                all++;
                both += a[i] == a[j] && b[i] == b[j] ? 1 : 0;
                first += a[i] == a[j] ? 1 : 0;
                second += b[i] == b[j] ? 1 : 0;
            }
        }

        double expected = first * second / all;
        return (both - expected) / (((first + second) / 2) - expected);
    }

    private static int[] Labels(Random random, int cells, int clusters) => LabelOrder.BySize([.. Enumerable.Range(0, cells).Select(c => c < clusters ? c : random.Next(clusters))]);

    private static Clustering Made(int[] labels, double resolution = 0.5) => new("leiden", resolution, labels.Max() + 1, 0, labels);
}
