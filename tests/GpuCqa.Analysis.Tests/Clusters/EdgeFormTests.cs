using GpuCqa.Analysis.Clusters;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;
using Xunit;

namespace GpuCqa.Analysis.Tests.Clusters;

public class EdgeFormTests
{
    private const int Nodes = 400;

    [Theory]
    [InlineData(1, true)]
    [InlineData(PackedEdge.MostWeights, true)]
    [InlineData(PackedEdge.MostWeights + 1, false)]
    public void Of_DistinctWeights_DecideTheForm(int weights, bool packed)
    {
        LeidenGraph graph = LeidenGraph.Of(WeightedGraph.Of(Random(weights)));
        Assert.Equal(packed ? typeof(EdgeGraph<PackedEdge>) : typeof(EdgeGraph<LeidenEdge>), graph.GetType());
    }

    [Fact]
    public void PackedEdge_LargestNodeAndWeight_ComeBack()
    {
        double[] weights = [.. Enumerable.Range(0, PackedEdge.MostWeights).Select(w => w + 0.5)];
        foreach ((int to, int code) in new[] { (0, 0), (PackedEdge.MostNodes - 1, PackedEdge.MostWeights - 1), (PackedEdge.MostNodes - 1, 0), (0, PackedEdge.MostWeights - 1) })
        {
            var edge = new PackedEdge(to, code);
            Assert.Equal((to, code + 0.5), (edge.To, edge.Weight(weights)));
        }
    }

    // One search on both forms of one graph: the same moves, merges and sums to the bit.
    [Fact]
    public void Run_PackedAndWide_GiveTheSameBits()
    {
        WeightedGraph cells = WeightedGraph.Of(Random(20));
        var packed = Assert.IsType<EdgeGraph<PackedEdge>>(LeidenGraph.Of(cells));
        EdgeGraph<LeidenEdge> wide = Wide(packed);
        double factor = 0.8 / packed.TwiceWeight;
        foreach (int window in new[] { int.MaxValue, 64 })
        {
            LeidenLevel one = packed.Level(factor, 0.05, new LeidenScratch(Nodes), window), other = wide.Level(factor, 0.05, new LeidenScratch(Nodes), window);
            var draws = new LeidenDraws(7, LeidenStage.Start);
            (int[] labels, double gain) = LeidenIteration.Run(one, Grouping.Singletons(Nodes), draws, CancellationToken.None);
            (int[] others, double otherGain) = LeidenIteration.Run(other, Grouping.Singletons(Nodes), draws, CancellationToken.None);
            Assert.Equal(others, labels);
            Assert.Equal((otherGain, other.Quality(labels)), (gain, one.Quality(labels)));
            Assert.Equal(wide.Split(labels).Parts, packed.Split(labels).Parts);
            Assert.InRange(labels.Max(), 1, Nodes - 2);
        }
    }

    // Reduced graphs are made in arrays that others have left, whatever lies in them.
    [Fact]
    public void Rent_ArraysOfEarlierGraphs_ChangeNothing()
    {
        WeightedGraph cells = WeightedGraph.Of(Random(20));
        LeidenGraph graph = LeidenGraph.Of(cells);
        double factor = 1 / graph.TwiceWeight;
        var scratch = new LeidenScratch(Nodes);
        for (int turn = 0; turn < 3; turn++)
        {
            var draws = new LeidenDraws(5, LeidenStage.Start, 0, turn);
            (int[] fresh, double gain) = LeidenIteration.Run(graph.Level(factor, 0.05, new LeidenScratch(Nodes)), Grouping.Singletons(Nodes), draws, CancellationToken.None);
            (int[] used, double usedGain) = LeidenIteration.Run(graph.Level(factor, 0.05, scratch), Grouping.Singletons(Nodes), draws, CancellationToken.None);
            Assert.Equal(fresh, used);
            Assert.Equal(gain, usedGain);
        }

        var spare = new LeidenScratch(Nodes);
        LeidenEdge[] taken = spare.Rent(10);
        spare.Return(taken);
        Assert.Same(taken, spare.Rent(taken.Length));
        Assert.NotSame(taken, spare.Rent(taken.Length));
    }

    private static EdgeGraph<LeidenEdge> Wide(EdgeGraph<PackedEdge> packed)
    {
        var offsets = new int[Nodes + 1];
        var edges = new List<LeidenEdge>();
        for (int node = 0; node < Nodes; node++)
        {
            foreach (PackedEdge edge in packed.EdgesOf(node)) edges.Add(new LeidenEdge(edge.To, edge.Weight(packed.Weights)));
            offsets[node + 1] = edges.Count;
        }

        return new EdgeGraph<LeidenEdge>(offsets, [.. edges], [], packed.Strengths, packed.TwiceWeight);
    }

    // Four groups of a hundred nodes, edges within them ten times as likely; every weight occurs.
    private static CsrMatrix<double> Random(int weights)
    {
        var random = new Philox(41, RandomPurpose.Test);
        var edges = new List<(int, int, double)>();
        for (int a = 0; a < Nodes; a++)
            for (int b = a + 1; b < Nodes; b++)
                if (random.NextDouble() < (a % 4 == b % 4 ? 0.1 : 0.01)) edges.Add((a, b, 0.25 + (edges.Count % weights / 64.0)));
        return TestGraphs.FromEdges(Nodes, edges);
    }
}
