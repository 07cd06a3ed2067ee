using GpuCqa.Analysis.Neighbourhoods;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Statistics;
using Xunit;

namespace GpuCqa.Analysis.Tests.Neighbourhoods;

/// <summary>The vector CNA-01: abundance, components and the global test of covarying neighbourhood analysis on a graph of 12 cells, computed by R with all 720 orders.</summary>
public sealed class CovaryingNeighbourhoodTests
{
    private const double Tolerance = 1e-7;

    private static readonly int[] Lots = [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5];
    private static readonly double[] Readout = [1.0, 2.0, 2.5, 4.0, 5.5, 3.0];

    // Lots x cells, as the vector gives it.
    private static readonly double[][] Abundance =
    [
        [0.24469131414864256, 0.22217018448465575, 0.19532021781557962, 0.08109855512452915, 0.009838646202282567, 0.015741833923652106, 0.0, 0.0, 0.005247277974550702, 0.03940143550533161, 0.05168568804932441, 0.1348048467714516],
        [0.12237117904178119, 0.136640197443031, 0.19395336396517035, 0.1952249770431589, 0.1223279628238306, 0.14585524668169297, 0.026852547513704545, 0.0044522358571945355, 0.00556529482149317, 0.003279548734094189, 0.005247277974550702, 0.03823016810029797],
        [0.010156663049225034, 0.016250660878760054, 0.0877535687453043, 0.2195745888638451, 0.24059281520438547, 0.27237287475304006, 0.08374837124387971, 0.02994007629293293, 0.03404508614713431, 0.00556529482149317, 0.0, 0.0],
        [0.0, 0.0, 0.00556529482149317, 0.027675243269925272, 0.03386360914208561, 0.08200590794444786, 0.2723386123335995, 0.2278487526682924, 0.2420467736843084, 0.07998243933815496, 0.01911557786512871, 0.009557788932564355],
        [0.039155824279791224, 0.006559097468188378, 0.003279548734094189, 0.00556529482149317, 0.006956618526866461, 0.03042764451316374, 0.15300878616974795, 0.11780211568522589, 0.18701729887656868, 0.18784044684922466, 0.14643327069537224, 0.11595405338026354],
        [0.13437773473192602, 0.05856337025168195, 0.037855362530687206, 0.006559097468188378, 0.0, 0.0, 0.018683489757869928, 0.009341744878934964, 0.07413483800732917, 0.21440128440676598, 0.22278912071668022, 0.22329395724993636],
    ];

    private static readonly double[] Correlations = [-0.699841463841341, -0.8153170496905084, -0.8778354028994789, -0.5618176480054987, -0.2794369892731502, -0.1899130093760311, 0.7108274738263917, 0.6980638067989563, 0.8538909941703348, 0.6387655246415487, 0.38588445715376246, -0.012240957831618068];

    [Fact]
    public void Diffusion_ThreeSteps_IsTheVectors()
    {
        NeighbourhoodAbundance made = Made();
        for (int lot = 0; lot < 6; lot++)
        {
            for (int cell = 0; cell < 12; cell++) Assert.Equal(Abundance[lot][cell], made.Shares[cell, lot], 1e-12);
        }

        for (int cell = 0; cell < 12; cell++) Assert.Equal(Correlations[cell], Pearson.Correlation(made.Shares.Row(cell), Readout), Tolerance);
    }

    [Fact]
    public void Components_OfTheVector_HaveItsSingularValues()
    {
        using var device = new CpuDevice(2);
        LotComponents components = LotComponents.Of(device, Made(), 5);
        double[] expected = [5.889900840414098, 5.398276249759415, 2.807533523069834, 0.5130535887446311, 0.14904077726794608];
        for (int k = 0; k < expected.Length; k++) Assert.Equal(expected[k], components.SingularValues[k], Tolerance * expected[k]);
        foreach (double[] vector in components.Vectors) Assert.Equal(0, vector.Sum(), 1e-8);
    }

    [Fact]
    public void GlobalTest_OfTheVector_Counts49Of720Orders()
    {
        using var device = new CpuDevice(2);
        GlobalTest test = GlobalAssociation.Run(device, LotComponents.Of(device, Made(), 2).Vectors, [1, 2], Readout, new MaxTOptions().PlanFor([Readout]));
        Assert.Equal((1, 49), (test.Components, test.Count));
        Assert.Equal(49 / 720.0, test.P);
        Assert.Equal(0.7003509023842462, test.RSquared, Tolerance);
        Assert.Equal(14.02342088710017, test.F, 14 * Tolerance);
        Assert.Equal(0.020037574938272597, test.RankingP, 0.02 * Tolerance);
    }

    [Fact]
    public void GlobalTest_BruteForceOverOrders_CountsAlike()
    {
        using var device = new CpuDevice(2);
        double[][] vectors = LotComponents.Of(device, Made(), 2).Vectors;
        double[] tied = [1, 1, 2, 3, 3, 0];
        GlobalTest test = GlobalAssociation.Run(device, vectors, [1, 2], tied, new MaxTOptions().PlanFor([tied]));
        double[] scores = PearsonScores.Of(tied)!;
        double observed = Smallest(vectors, scores, [0, 1, 2, 3, 4, 5]);
        int count = Orders([], [0, 1, 2, 3, 4, 5]).Count(order => Smallest(vectors, scores, order) <= observed * (1 + 1e-9));
        // 720 orders, of which each distinct one stands for 2! 2!.
        Assert.Equal(count, 4 * test.Count);
        Assert.Equal(count / 720.0, test.P, 1e-15);
    }

    [Fact]
    public void Numbers_OfLots_AreCnas()
    {
        Assert.Equal([1], GlobalAssociation.Numbers(6));
        Assert.Equal([1, 2], GlobalAssociation.Numbers(11));
        Assert.Equal([1, 2, 3, 4], GlobalAssociation.Numbers(30));
        Assert.Equal([2, 4, 6, 8], GlobalAssociation.Numbers(100));
        Assert.NotNull(NeighbourhoodField.Refusal(5));
        Assert.Null(NeighbourhoodField.Refusal(6));
        Assert.NotNull(NeighbourhoodField.FewLots(9));
        Assert.Null(NeighbourhoodField.FewLots(10));
    }

    private static NeighbourhoodAbundance Made()
    {
        using var device = new CpuDevice(2);
        return LotDiffusion.Run(device, Graph(), Lots, 6, steps: 3);
    }

    // The weights go round: 1, 0.5, 0.8.
    private static CsrMatrix<double> Graph()
    {
        (int, int)[] edges = [(0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (3, 5), (4, 5), (5, 6), (6, 7), (6, 8), (7, 8), (8, 9), (9, 10), (9, 11), (10, 11), (11, 0)];
        double[] round = [1.0, 0.5, 0.8];
        // A diagonal, as the shared-neighbour graph has one: it is ignored.
        var rows = new SortedDictionary<int, double>[12];
        for (int cell = 0; cell < 12; cell++) rows[cell] = new SortedDictionary<int, double> { [cell] = 1 };
        for (int e = 0; e < edges.Length; e++) rows[edges[e].Item1][edges[e].Item2] = rows[edges[e].Item2][edges[e].Item1] = round[e % 3];
        long[] offsets = new long[13];
        for (int cell = 0; cell < 12; cell++) offsets[cell + 1] = offsets[cell] + rows[cell].Count;
        return new CsrMatrix<double>(12, 12, offsets, [.. rows.SelectMany(r => r.Keys)], [.. rows.SelectMany(r => r.Values)]);
    }

    // As it is written down: the smallest F tail, the tail by quadrature of the density.
    private static double Smallest(double[][] vectors, double[] scores, int[] order)
    {
        double first = 0, second = 0;
        for (int l = 0; l < 6; l++)
        {
            first += vectors[0][l] * scores[order[l]];
            second += vectors[1][l] * scores[order[l]];
        }

        double one = first * first, two = one + (second * second);
        return Math.Min(OneSided(one / (1 - one) * 6), TwoSided(two / 2 / (1 - two) * 6));
        // F(1, 4) is the square of Student's t with 4; F(2, 3) has the tail (1 + 2 f / 3)^-1.5.
        static double OneSided(double f) => StudentDistribution.TwoSided(Math.Sqrt(f), 4);
        static double TwoSided(double f) => Math.Pow(1 + (2 * f / 3), -1.5);
    }

    private static IEnumerable<int[]> Orders(int[] prefix, int[] left)
    {
        if (left.Length == 0) yield return prefix;
        foreach (int next in left)
        {
            foreach (int[] order in Orders([.. prefix, next], [.. left.Where(l => l != next)])) yield return order;
        }
    }
}
