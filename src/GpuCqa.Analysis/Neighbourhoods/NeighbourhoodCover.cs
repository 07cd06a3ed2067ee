using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Neighbourhoods;

/// <summary>The neighbourhoods that are tested, chosen without a readout so that every other one is much like one of them.</summary>
/// <param name="Cells">Cell at the centre of each tested neighbourhood, the one that stands for most cells first.</param>
/// <param name="Of">Per cell, the tested neighbourhood that its own is most like; -1 where its own is left out.</param>
/// <param name="Likeness">Per cell, Spearman correlation over lots of its neighbourhood with that tested one; NaN where it is left out.</param>
/// <remarks>
/// All orders of 11 lots times 100,000 neighbourhoods would take hours, and most of these say the same: over n lots they are points of an (n - 1)-dimensional
/// sphere, and neighbours on the graph lie close on it. The family is therefore a cover: cells in a shuffled order become leaders where no leader is
/// alike (<see cref="FirstLikeness"/>, less where more than the allowed number would be needed), then each leader gives way twice to the cell
/// nearest the mean of those it leads. No readout is seen, so the permutation test of these neighbourhoods is as exact as that of clusters; what is claimed
/// is claimed of them, and the other cells are coloured by their own correlation. Alike is by ranks over lots, as the tests are.
/// </remarks>
public sealed record NeighbourhoodCover(int[] Cells, int[] Of, float[] Likeness)
{
    /// <summary>Correlation with a leader from which a neighbourhood needs no own one.</summary>
    public const double FirstLikeness = 0.9;

    private const double Lowered = 0.05;
    private const int Rounds = 2;
    private const int Chunk = 1024;

    /// <summary>Cells whose neighbourhood is left out: nearly all of it from one or two lots, or alike in all.</summary>
    public int LeftOut => Of.Count(n => n < 0);

    /// <summary>Chooses.</summary>
    /// <param name="device">Its host threads compare.</param>
    /// <param name="abundance">cells x lots.</param>
    /// <param name="most">Neighbourhoods at most, at least 1.</param>
    /// <param name="cancellation">Seen between rounds.</param>
    /// <remarks>Deterministic. O(cells x chosen x lots).</remarks>
    public static NeighbourhoodCover Choose(ComputeDevice device, NeighbourhoodAbundance abundance, int most, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        DenseMatrix<float> ranks = UnitRanks(device, abundance);
        int[] shuffled = Shuffled(ranks), leaders = [];
        for (double likeness = FirstLikeness; shuffled.Length > 0; likeness -= Lowered)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Leaders(ranks, shuffled, (float)likeness, most) is not { } enough) continue;
            leaders = enough;
            break;
        }

        (int[] of, float[] likenesses) = Assign(device, ranks, leaders);
        for (int round = 0; round < Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            leaders = Middles(ranks, leaders, of);
            (of, likenesses) = Assign(device, ranks, leaders);
        }

        int[] sizes = new int[leaders.Length];
        foreach (int leader in of.Where(l => l >= 0)) sizes[leader]++;
        int[] order = [.. Enumerable.Range(0, leaders.Length).OrderByDescending(l => sizes[l]).ThenBy(l => leaders[l])], placeOf = new int[leaders.Length];
        for (int i = 0; i < order.Length; i++) placeOf[order[i]] = i;
        return new NeighbourhoodCover(Array.ConvertAll(order, l => leaders[l]), Array.ConvertAll(of, l => l < 0 ? -1 : placeOf[l]), likenesses);
    }

    /// <summary>Whether so many leaders stand for all others at <see cref="FirstLikeness"/>.</summary>
    /// <inheritdoc cref="Choose"/>
    public static bool Suffices(ComputeDevice device, NeighbourhoodAbundance abundance, int most)
    {
        DenseMatrix<float> ranks = UnitRanks(device, abundance);
        return Leaders(ranks, Shuffled(ranks), (float)FirstLikeness, most) is not null;
    }

    private static int[] Shuffled(DenseMatrix<float> ranks)
    {
        int[] cells = [.. Enumerable.Range(0, ranks.Rows).Where(c => !float.IsNaN(ranks[c, 0]))];
        Array.Sort(Array.ConvertAll(cells, c => SplitMix64.Mix((ulong)c)), cells);
        return cells;
    }

    // cells x lots: centred midranks of length 1; NaN where the neighbourhood is left out.
    private static DenseMatrix<float> UnitRanks(ComputeDevice device, NeighbourhoodAbundance abundance)
    {
        var ranks = new DenseMatrix<float>(abundance.Cells, abundance.Lots);
        device.ForEach((abundance.Cells + Chunk - 1) / Chunk, chunk =>
        {
            for (int cell = chunk * Chunk; cell < Math.Min(abundance.Cells, (chunk + 1) * Chunk); cell++)
            {
                double[] shares = abundance.Shares.Row(cell).ToArray();
                int[] centred = Midranks.Centered(shares);
                long squares = centred.Sum(r => (long)r * r);
                Span<float> row = ranks.Row(cell);
                if (squares == 0 || AssociationSearch.IsInFewLots(shares)) row.Fill(float.NaN);
                else for (int l = 0; l < row.Length; l++) row[l] = (float)(centred[l] / Math.Sqrt(squares));
            }
        });
        return ranks;
    }

    // Null when more than allowed are needed.
    private static int[]? Leaders(DenseMatrix<float> ranks, int[] shuffled, float likeness, int most)
    {
        var leaders = new List<int>();
        foreach (int cell in shuffled)
        {
            ReadOnlySpan<float> own = ranks.Row(cell);
            bool led = false;
            for (int l = 0; l < leaders.Count && !led; l++) led = Product(own, ranks.Row(leaders[l])) >= likeness;
            if (led) continue;
            if (leaders.Count == most) return null;
            leaders.Add(cell);
        }

        return [.. leaders];
    }

    private static (int[] Of, float[] Likeness) Assign(ComputeDevice device, DenseMatrix<float> ranks, int[] leaders)
    {
        int[] of = new int[ranks.Rows];
        float[] likeness = new float[ranks.Rows];
        device.ForEach((ranks.Rows + Chunk - 1) / Chunk, chunk =>
        {
            for (int cell = chunk * Chunk; cell < Math.Min(ranks.Rows, (chunk + 1) * Chunk); cell++)
            {
                ReadOnlySpan<float> own = ranks.Row(cell);
                (int best, float largest) = (-1, float.NaN);
                for (int l = 0; l < leaders.Length && !float.IsNaN(own[0]); l++)
                {
                    // A leader is its own, also where another has the same ranks.
                    float product = leaders[l] == cell ? 2 : Product(own, ranks.Row(leaders[l]));
                    if (best < 0 || product > largest) (best, largest) = (l, product);
                }

                (of[cell], likeness[cell]) = (best, Math.Min(largest, 1));
            }
        });
        return (of, likeness);
    }

    private static int[] Middles(DenseMatrix<float> ranks, int[] leaders, int[] of)
    {
        var means = new DenseMatrix<double>(leaders.Length, ranks.Columns);
        for (int cell = 0; cell < of.Length; cell++)
        {
            if (of[cell] < 0) continue;
            ReadOnlySpan<float> own = ranks.Row(cell);
            Span<double> mean = means.Row(of[cell]);
            for (int l = 0; l < own.Length; l++) mean[l] += own[l];
        }

        int[] middles = (int[])leaders.Clone();
        double[] largest = new double[leaders.Length];
        Array.Fill(largest, double.NegativeInfinity);
        for (int cell = 0; cell < of.Length; cell++)
        {
            if (of[cell] < 0) continue;
            ReadOnlySpan<float> own = ranks.Row(cell);
            ReadOnlySpan<double> mean = means.Row(of[cell]);
            double product = 0;
            for (int l = 0; l < own.Length; l++) product += own[l] * mean[l];
            if (product > largest[of[cell]]) (largest[of[cell]], middles[of[cell]]) = (product, cell);
        }

        return middles;
    }

    private static float Product(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        float sum = 0;
        for (int l = 0; l < a.Length; l++) sum += a[l] * b[l];
        return sum;
    }
}
