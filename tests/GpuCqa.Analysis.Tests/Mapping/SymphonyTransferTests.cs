using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.References;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Randomness;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Mapping;

public class SymphonyTransferTests
{
    private static readonly Lazy<SmallReference> Plain = new(() => new SmallReference(5)), Aligned = new(() => new SmallReference(6, "harmony", 0.3));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_TrainLots_GiveBackTheirLabels(bool aligned)
    {
        SmallReference reference = aligned ? Aligned.Value : Plain.Value;
        Assert.Equal(aligned ? "harmony" : "none", reference.Model.Alignment.Method);
        var index = reference.Model.Cells.Barcodes.Select((b, i) => (b, i)).ToDictionary(p => p.b, p => p.i);
        int[] same = new int[reference.Model.Clusterings.Count];
        int cells = 0;
        foreach (QueryLot lot in reference.ReadAll([.. reference.Sources.Select((s, l) => ($"L{l}", s))]))
        {
            LabelTransfer mapped = reference.Transfer(lot);
            cells += lot.Count;
            for (int r = 0; r < same.Length; r++) same[r] += Enumerable.Range(0, lot.Count).Count(c => mapped.Labels[r][c] == reference.Model.Clusterings[r].Labels[index[lot.Barcodes[c]]]);
        }

        // The states; a finer resolution splits them where nothing is to split, and its borders are those of the cells themselves.
        Assert.True(same[0] >= 0.98 * cells, $"{same[0]} of {cells}");
    }

    [Fact]
    public void Run_NewLots_GiveTheStateOfEachCell()
    {
        SmallReference reference = Aligned.Value;
        QueryLot lot = reference.Read(reference.Source(20));
        LabelTransfer mapped = reference.Transfer(lot);
        var clusters = new HashSet<int>[SmallReference.States];
        for (int s = 0; s < clusters.Length; s++) clusters[s] = [];
        for (int c = 0; c < reference.Model.Cells.Count; c++) clusters[State(reference.Model.Cells.Barcodes[c])].Add(reference.Model.Clusterings[0].Labels[c]);
        Assert.All(clusters, c => Assert.Single(c));
        int right = Enumerable.Range(0, lot.Count).Count(c => clusters[State(lot.Barcodes[c])].Contains(mapped.Labels[0][c]));
        Assert.True(right >= 0.98 * lot.Count, $"{right} of {lot.Count}");
    }

    [Fact]
    public void Run_NothingAligned_LeavesTheProjectionWhereItIs()
    {
        SmallReference reference = Plain.Value;
        QueryLot lot = reference.Read(reference.Source(9));
        LabelTransfer mapped = reference.Transfer(lot);
        Assert.Equal(lot.Projection.FirstColumns(reference.Model.Dimensions).Values, mapped.Embedding.Values);
    }

    [Fact]
    public void Run_LeftOutLot_HasNoPart()
    {
        SmallReference reference = Aligned.Value;
        QueryLot lot = reference.Read(reference.Sources[1], "L1");
        using SymphonyReference whole = SymphonyReference.Of(SmallReference.Device, reference.Model), without = SymphonyReference.Of(SmallReference.Device, reference.Model, 1);
        Assert.Equal(reference.Model.Cells.Lots.Count(l => l != 1), without.Points.Rows);
        var parameters = new MapParameters { Method = "symphony" };
        LabelTransfer all = SymphonyTransfer.Run(SmallReference.Device, reference.Model, whole, lot, parameters), others = SymphonyTransfer.Run(SmallReference.Device, reference.Model, without, lot, parameters);
        // Without itself at distance 0 among its nearest every cell is farther.
        Assert.True(others.Distances.Average() > all.Distances.Average());
        // The same as a reference that never had the lot's cells: whatever they are, nothing changes.
        float[] changed = [.. reference.Model.Embedding.Values];
        int d = reference.Model.Dimensions;
        for (int c = 0; c < reference.Model.Cells.Count; c++)
        {
            if (reference.Model.Cells.Lots[c] == 1) changed.AsSpan(c * d, d).Fill(1e3f);
        }

        using SymphonyReference moved = SymphonyReference.Of(SmallReference.Device, reference.Model with { Embedding = new DenseMatrix<float>(reference.Model.Cells.Count, d, changed) }, 1);
        LabelTransfer same = SymphonyTransfer.Run(SmallReference.Device, reference.Model, moved, lot, parameters);
        Assert.Equal(others.Labels[0], same.Labels[0]);
        Assert.Equal(others.Embedding.Values, same.Embedding.Values);
        var single = reference.Model with { Cells = reference.Model.Cells with { Lots = new int[reference.Model.Cells.Count] } };
        Assert.Throws<PreconditionException>(() => SymphonyReference.Of(SmallReference.Device, single, 0));
    }

    [Fact]
    public void Correction_AgainstTheNormalEquations_Agrees() => Seeds.Each(seed =>
    {
        const int cells = 150, clusters = 7, dimensions = 5;
        var random = new Philox(seed, RandomPurpose.Test);
        var query = new DenseMatrix<float>(cells, dimensions + 2);
        for (int i = 0; i < query.Values.Length; i++) query.Values[i] = (float)(3 * random.NextNormal());
        var soft = new SoftClusters(new DenseMatrix<double>(clusters, dimensions), new double[clusters], new DenseMatrix<double>(clusters, dimensions), 0.1);
        for (int k = 0; k < clusters; k++)
        {
            double squares = 0;
            for (int d = 0; d < dimensions; d++) squares += Math.Pow(soft.Centroids[k, d] = random.NextNormal(), 2);
            for (int d = 0; d < dimensions; d++) soft.Centroids[k, d] /= Math.Sqrt(squares);
            soft.Sizes[k] = 1 + (100 * random.NextDouble());
            for (int d = 0; d < dimensions; d++) soft.Sums[k, d] = soft.Sizes[k] * ((4 * soft.Centroids[k, d]) + random.NextNormal());
        }

        double[,] expected = Straightforward(query, soft);
        DenseMatrix<float> found = SymphonyCorrection.Apply(SmallReference.Device, query, soft);
        for (int i = 0; i < cells; i++)
        {
            for (int d = 0; d < dimensions; d++) Close.Relative(expected[i, d], found[i, d], 1e-6, 1e-6);
        }

        // Threads change no bit.
        using var one = new CpuDevice(1);
        Assert.Equal(found.Values, SymphonyCorrection.Apply(one, query, soft).Values);
    });

    [Fact]
    public void Votes_Weights_FallWithTheDistance()
    {
        // Clusters of six reference cells; query cells with four voters each.
        int[] labels = [2, 2, 1, 1, 0, 0];
        var neighbors = new NeighborTable(4, 4, [0, 2, 3, 4, 2, 3, 0, 1, 1, 2, 4, 5, 0, 2, 4, 5], [0, 2, 3, 4, 1, 2, 3, 4, 1, 1, 1, 1, 0, 0, 0, 0]);
        (int[] winners, double[] scores, double[] margins) = NeighborVotes.Count(SmallReference.Device, neighbors, [labels], [3])[0];
        // A voter that the cell lies on weighs 1, the other three log2(4) together.
        Close.Relative(1.0 / 3, Weights(neighbors.DistancesOf(0))[0], 1e-4);
        double[] first = Weights(neighbors.DistancesOf(0)), second = Weights(neighbors.DistancesOf(1));
        Assert.Equal([1, 1, 0, 0], winners);
        Close.Relative([first[1] + first[2], second[0] + second[1], 0.5, 0.5], scores, 1e-4);
        Close.Relative([first[1] + first[2] - first[0], second[0] + second[1] - second[2] - second[3], 0.25, 0.25], margins, 1e-4);
        Assert.Equal([2.25, 2.5, 1, 0], NeighborVotes.MeanDistances(neighbors));
    }

    [Fact]
    public void Votes_SameSum_GoesToTheLowerCluster()
    {
        var neighbors = new NeighborTable(2, 2, [0, 1, 1, 0], [3, 3, 3, 3]);
        (int[] winners, double[] scores, double[] margins) = NeighborVotes.Count(SmallReference.Device, neighbors, [[2, 1]], [3])[0];
        Assert.Equal([1, 1], winners);
        Assert.Equal([0.5, 0.5], scores);
        Assert.Equal([0, 0], margins);
    }

    /// <summary>Shares of weights exp(-d / width), the width by plain bisection.</summary>
    private static double[] Weights(ReadOnlySpan<double> distances)
    {
        double[] all = distances.ToArray();
        double low = 0, high = 1e6;
        for (int i = 0; i < 200; i++)
        {
            double middle = (low + high) / 2;
            if (all.Skip(1).Sum(d => Math.Exp(-d / middle)) > Math.Log2(all.Length)) high = middle;
            else low = middle;
        }

        double[] weights = [.. all.Select(d => Math.Exp(-d / low))];
        return [.. weights.Select(w => w / weights.Sum())];
    }

    /// <summary>Symphony's mapping as it is written: dense designs, one explicit ridge solve a cluster.</summary>
    private static double[,] Straightforward(DenseMatrix<float> query, SoftClusters soft)
    {
        int n = query.Rows, clusters = soft.Centroids.Rows, dimensions = soft.Centroids.Columns;
        var weights = new double[clusters, n];
        for (int i = 0; i < n; i++)
        {
            double norm = 0, total = 0;
            for (int d = 0; d < dimensions; d++) norm += Math.Pow(query[i, d], 2);
            for (int k = 0; k < clusters; k++)
            {
                double cosine = 0;
                for (int d = 0; d < dimensions; d++) cosine += soft.Centroids[k, d] * query[i, d] / Math.Sqrt(norm);
                total += weights[k, i] = Math.Exp(-2 * (1 - cosine) / soft.Sigma);
            }

            for (int k = 0; k < clusters; k++) weights[k, i] /= total;
        }

        var corrected = new double[n, dimensions];
        for (int i = 0; i < n; i++)
        {
            for (int d = 0; d < dimensions; d++) corrected[i, d] = query[i, d];
        }

        for (int k = 0; k < clusters; k++)
        {
            // X R X' over the design of an intercept and one batch, which all cells are in; the reference counts in the intercept; ridge 1 on the batch.
            double[,] design = new double[2, n], a = new double[2, 2];
            double[,] right = new double[2, dimensions];
            for (int i = 0; i < n; i++) design[0, i] = design[1, i] = 1;
            for (int p = 0; p < 2; p++)
            {
                for (int q = 0; q < 2; q++)
                {
                    for (int i = 0; i < n; i++) a[p, q] += design[p, i] * weights[k, i] * design[q, i];
                }

                for (int d = 0; d < dimensions; d++)
                {
                    for (int i = 0; i < n; i++) right[p, d] += design[p, i] * weights[k, i] * query[i, d];
                }
            }

            a[0, 0] += soft.Sizes[k];
            a[1, 1] += 1;
            for (int d = 0; d < dimensions; d++)
            {
                right[0, d] += soft.Sums[k, d];
                // Elimination of the intercept.
                double factor = a[1, 0] / a[0, 0], effect = (right[1, d] - (factor * right[0, d])) / (a[1, 1] - (factor * a[0, 1]));
                for (int i = 0; i < n; i++) corrected[i, d] -= weights[k, i] * effect;
            }
        }

        return corrected;
    }

    private static int State(string barcode) => int.Parse(barcode.AsSpan(barcode.IndexOf('-', StringComparison.Ordinal) + 1), System.Globalization.CultureInfo.InvariantCulture) % SmallReference.States;
}
