using GpuCqa.Compute.Tests.Support;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;
using Xunit;

namespace GpuCqa.Compute.Tests.Conformance;

public abstract partial class ComputeDeviceConformance
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(40, 25, 7)]
    [InlineData(515, 130, 20)]
    public void AnchorOverlaps_RandomLists_AreTheSameNumbers(int references, int queries, int k)
    {
        Philox random = TestMatrices.Stream(61);
        var neighbors = new AnchorNeighbors(
            RandomLists(references, references, Math.Min(references, k + 1), 1), RandomLists(references, queries, k, 2), RandomLists(queries, references, k, 3), RandomLists(queries, queries, Math.Min(queries, k + 1), 4));
        int[] first = [.. Enumerable.Range(0, 3000).Select(_ => random.NextInt32(references)).Order()], second = [.. first.Select(_ => random.NextInt32(queries))];
        Conforms(d => d.AnchorOverlaps(neighbors, first, second, k).Select(o => (double)o), 0);
        Assert.Empty(OneThread.AnchorOverlaps(neighbors, [], [], k));
    }

    [Fact]
    public void AnchorOverlaps_KnownLists_CountBothSides()
    {
        // One pair: reference cells 0 1 against 1 2 share 1; query cells 0 1 against 0 1 share 2.
        var neighbors = new AnchorNeighbors(Lists(2, [0, 1, 0, 1, 0, 1]), Lists(2, [0, 1, 0, 1, 0, 1]), Lists(2, [1, 2, 1, 2]), Lists(2, [0, 1, 0, 1]));
        Assert.Equal([3], OneThread.AnchorOverlaps(neighbors, [0], [0], 2));
        Assert.Equal([1], OneThread.AnchorOverlaps(neighbors, [0], [0], 1));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(130, false)]
    [InlineData(515, true)]
    [InlineData(1100, false)]
    public void AnchorWeights_RandomAnchors_AgreeTo1e13(int cells, bool repeated)
    {
        (NeighborTable nearest, AnchorGroups groups, double[] scores) = AnchorCase(cells, 40, 12, repeated);
        foreach (double divisor in new[] { 4, 2, 0.01 })
        {
            Conforms(d => d.AnchorWeights(nearest, groups, scores, 12, divisor).Weights, 1e-13);
            Conforms(d => d.AnchorWeights(nearest, groups, scores, 12, divisor).Anchors.Select(a => (double)a), 0);
            Conforms(d => d.AnchorWeights(nearest, groups, scores, 5, divisor).Weights, 1e-13);
        }
    }

    [Fact]
    public void AnchorWeights_VectorXfer01_AreItsWeights()
    {
        // Its kernel is 1 - exp(-D score / 2 (1 / sd)^2); Seurat's FindWeights divides by (2 / sd)^2, so that its sd of 1 is Seurat's sd of sqrt(2).
        double[] distances = [1.0, 1.5, 2.0, 2.5, 4.0], scores = [0.9, 0.6, 0.8, 0.3, 1.0];
        double[] expected = [0.413115182825253, 0.24657411070762228, 0.26142640713287335, 0.07888429933425131, 0.0];
        AnchorWeights found = OneThread.AnchorWeights(new NeighborTable(1, 5, [0, 1, 2, 3, 4], distances), new AnchorGroups([0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4]), scores, 5, 2);
        for (int a = 0; a < expected.Length; a++) Assert.Equal(expected[a], found.Weights[a], 1e-9 * expected[a]);
        DenseMatrix<double> votes = OneThread.AnchorVotes(found, [[3, 3, 1, 3, 0]], [4])[0];
        Assert.Equal(0, votes[0, 0]);
        Assert.Equal(0.26142640713287335, votes[0, 1], 1e-10);
        Assert.Equal(0.7385735928671266, votes[0, 3], 1e-10);
    }

    [Fact]
    public void AnchorWeights_AnAnchorMetTwice_KeepsItsLastWeight()
    {
        // Seurat 4.3.0's FindWeightsC with anchors 0 and 2 behind both of the first two cells.
        var nearest = new NeighborTable(1, 5, [0, 1, 2, 3, 4], [1, 1.5, 2, 2.5, 4]);
        AnchorWeights found = OneThread.AnchorWeights(nearest, new AnchorGroups([0, 2, 4, 5, 6, 7], [0, 2, 0, 2, 1, 3, 4]), [0.9, 0.6, 0.8, 0.3, 1], 5, 4);
        double[] total = new double[5];
        for (int e = 0; e < 5; e++) total[found.Anchors[e]] += found.Weights[e];
        Assert.Equal(0.4087464, total[0], 1e-7);
        Assert.Equal(0.2251371, total[1], 1e-7);
        Assert.Equal(0.3661165, total[2], 1e-7);
    }

    [Fact]
    public void AnchorWeights_AllAtNoDistance_GoByScore_AndNoScoreGivesNoWeight()
    {
        var nearest = new NeighborTable(2, 2, [0, 1, 0, 1], new double[4]);
        var groups = new AnchorGroups([0, 1, 2], [0, 1]);
        AnchorWeights found = OneThread.AnchorWeights(nearest, groups, [1, 1], 2, 4);
        Assert.Equal([0.5, 0.5, 0.5, 0.5], found.Weights);
        Assert.Equal(new double[4], OneThread.AnchorWeights(nearest, groups, [0, 0], 2, 4).Weights);
        Assert.Equal(new double[6], OneThread.AnchorVotes(OneThread.AnchorWeights(nearest, groups, [0, 0], 2, 4), [[0, 2]], [3])[0].Values);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(515)]
    [InlineData(1100)]
    public void AnchorVotes_SeveralLabelings_AreTheSameBits(int cells)
    {
        AnchorWeights weights = Weighed(cells);
        int anchors = 60;
        int[][] labels = [[.. Enumerable.Range(0, anchors).Select(a => a % 7)], [.. Enumerable.Range(0, anchors).Select(a => a * a % 13)], new int[anchors]];
        Conforms(d => d.AnchorVotes(weights, labels, [7, 13, 1]).SelectMany(v => v.Values), 0);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(3, 1)]
    [InlineData(515, 30)]
    [InlineData(130, 17)]
    public void AnchorMeans_RandomRows_AgreeTo1e14(int cells, int dimensions)
    {
        AnchorWeights weights = Weighed(cells);
        DenseMatrix<float> rows = TestMatrices.Points(45, dimensions, 63);
        int[] rowOf = [.. Enumerable.Range(0, 60).Select(a => a * 7 % 45)];
        var magnitudes = new DenseMatrix<double>(cells, dimensions);
        for (int c = 0; c < cells; c++)
        {
            for (int e = 0; e < weights.K; e++)
            {
                for (int d = 0; d < dimensions; d++) magnitudes[c, d] += weights.WeightsOf(c)[e] * Math.Abs((double)rows[rowOf[weights.AnchorsOf(c)[e]], d]);
            }
        }

        Conforms(d => d.AnchorMeans(weights, d.Upload(rows), rowOf).Values, 1e-14, magnitudes.Values);
    }

    [Fact]
    public void Anchors_BadOperands_AreRefused()
    {
        NeighborTable one = Lists(1, [0]);
        Assert.Throws<ArgumentException>(() => OneThread.AnchorOverlaps(new AnchorNeighbors(one, one, one, one), [0], [0], 2));
        Assert.Throws<ArgumentException>(() => OneThread.AnchorOverlaps(new AnchorNeighbors(one, one, one, one), [1], [0], 1));
        Assert.Throws<ArgumentException>(() => OneThread.AnchorOverlaps(new AnchorNeighbors(one, one, Lists(1, [1]), one), [0], [0], 1));
        var groups = new AnchorGroups([0, 1], [0]);
        Assert.Throws<ArgumentException>(() => OneThread.AnchorWeights(one, groups, [1], 2, 4));
        Assert.Throws<ArgumentException>(() => OneThread.AnchorWeights(one, new AnchorGroups([0, 0], []), [1], 1, 4));
        Assert.Throws<ArgumentException>(() => OneThread.AnchorWeights(one, groups, [double.NaN], 1, 4));
        Assert.Throws<ArgumentException>(() => OneThread.AnchorWeights(one, groups, [1], 1, 0));
        AnchorWeights weights = OneThread.AnchorWeights(one, groups, [1], 1, 4);
        Assert.Throws<ArgumentException>(() => OneThread.AnchorVotes(weights, [[1]], [1]));
        Assert.Throws<ArgumentException>(() => OneThread.AnchorVotes(weights, [[-1]], [1]));
        Assert.Throws<ArgumentException>(() => OneThread.AnchorVotes(weights, [[]], [1]));
        using DeviceMatrix<float> rows = OneThread.Upload(new DenseMatrix<float>(1, 2));
        Assert.Throws<ArgumentException>(() => OneThread.AnchorMeans(weights, rows, [1]));
    }

    private static AnchorWeights Weighed(int cells)
    {
        (NeighborTable nearest, AnchorGroups groups, double[] scores) = AnchorCase(cells, 40, 12, false);
        using var device = new ReferenceDevice();
        return device.AnchorWeights(nearest, groups, scores, 12, 4);
    }

    // 60 anchors behind the cells, one to three a cell; some distances are equal, some scores 0.
    private static (NeighborTable Nearest, AnchorGroups Groups, double[] Scores) AnchorCase(int cells, int members, int k, bool repeated)
    {
        Philox random = TestMatrices.Stream(62);
        NeighborTable lists = RandomLists(cells, members, k, 5);
        for (int cell = 0; cell < cells; cell++)
        {
            double[] distances = [.. Enumerable.Range(0, k).Select(_ => cell % 11 == 10 ? 0 : Math.Round(random.NextDouble() * 20) / 7).Order()];
            distances.CopyTo(lists.Distances.AsSpan(cell * k));
        }

        int[] starts = [0, .. Enumerable.Range(1, members).Select(m => Math.Min(60, m + (m / 2)))];
        int[] anchors = [.. Enumerable.Range(0, starts[^1]).Select(a => repeated ? a % 25 : a)];
        double[] scores = [.. Enumerable.Range(0, 60).Select(a => a % 9 == 0 ? 0 : random.NextDouble())];
        return (lists, new AnchorGroups(starts, anchors), scores);
    }

    // Distinct entries in random order.
    private static NeighborTable RandomLists(int rows, int columns, int k, int seed)
    {
        var random = new Philox(60, RandomPurpose.Test, (ulong)seed);
        var indices = new int[rows * k];
        for (int r = 0; r < rows; r++)
        {
            int[] all = [.. Enumerable.Range(0, columns)];
            for (int i = 0; i < k; i++)
            {
                int j = i + random.NextInt32(columns - i);
                (all[i], all[j]) = (all[j], all[i]);
                indices[(r * k) + i] = all[i];
            }
        }

        return new NeighborTable(rows, k, indices, new double[indices.Length]);
    }

    private static NeighborTable Lists(int k, int[] indices) => new(indices.Length / k, k, indices, new double[indices.Length]);
}
