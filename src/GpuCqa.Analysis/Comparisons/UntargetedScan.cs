using System.Globalization;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Core.Randomness;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Comparisons;

/// <summary>Whether the cells before and after differ anywhere in a frozen embedding, without a look at states; lots change places, and never cells.</summary>
/// <remarks>
/// Distances of lots' distributions: energy, MMD, sliced Wasserstein, each from a matrix of pairs of lots in which every lot weighs the same; and the largest standardized difference of the lots' shares
/// of places of the embedding, which finds a small new state that distances of all cells drown. Their smallest p is itself tested over the same labellings (min-p), so that four looks cost nothing.
/// Exchanging cells instead declares a difference in most comparisons of lots that were made alike, and is not offered.
/// </remarks>
public static class UntargetedScan
{
    /// <summary>Lots before below which their own distance says too little for an equivalence verdict.</summary>
    public const int LeastReferenceLots = 6;

    private const int Resamples = 2_000;

    /// <summary>Scans.</summary>
    /// <param name="device">Lends its threads.</param>
    /// <param name="cells">The cells.</param>
    /// <param name="lots">The lots, as the cells have them.</param>
    /// <param name="spec">The row "untargeted" of the attribute table; null where it was not there.</param>
    /// <param name="options">Levels and forms.</param>
    /// <param name="parameters">Numbers of directions and places, seed.</param>
    /// <param name="progress">Told of the steps.</param>
    /// <param name="cancellation">Seen between blocks.</param>
    /// <exception cref="PreconditionException">There are too many lots to exchange.</exception>
    public static ScanFinding Run(ComputeDevice device, EmbeddedCells cells, IReadOnlyList<ComparedLot> lots, AttributeSpec? spec, ComparisonOptions options, CompareParameters parameters, StepProgress progress, CancellationToken cancellation)
    {
        float bandwidth = Bandwidth(cells, parameters.Seed);
        progress.Begin("distances of lots", 0);
        (double[][] distances, double[][] kernels) = LotDistances.Of(device, cells.Points, cells.Starts, bandwidth, progress.Report, cancellation);
        double[][] sliced = SlicedDistances.Of(device, cells, parameters.Directions, parameters.Seed);
        progress.End();
        progress.Begin("places of the embedding", 0);
        int[] places = EmbeddingPlaces.Of(device, cells, parameters.Places, parameters.Seed);
        progress.End();
        cancellation.ThrowIfCancellationRequested();

        // In a paired design the pairs are exchanged, each within itself; lots without a partner have no part.
        int[] order = options.Paired ? [.. CompositionJudge.PairsOf(lots).SelectMany(p => p)] : [.. Enumerable.Range(0, lots.Count)];
        LotLabels labels = options.Paired ? LotLabels.OfPairs(order.Length / 2, draws: options.Draws, seed: options.Seed) : LotLabels.OfGroups([.. order.Select(l => lots[l].After)], draws: options.Draws, seed: options.Seed);
        LotPairs energy = Chosen(distances, order, 1), mmd = Chosen(kernels, order, -1), slices = Chosen(sliced, order, 1);
        progress.Begin("exchange lots", 0);
        PlaceShares shares = PlaceShares.Of(cells, places, order, options.Paired);
        double[][] statistics = new double[4][];
        device.ForEach(3, s => statistics[s] = [.. labels.Masks.Select((s == 0 ? energy : s == 1 ? mmd : slices).Between)]);
        (statistics[3], double[] alone, double[] family) = shares.Exchange(device, labels, cancellation);
        (double[] single, double together) = Smallest(statistics);
        progress.End();

        LabelTest nearest = NearestLot.Test(NearestLot.Of(Without(energy)), labels);
        var (unbiased, high, self) = Likeness(energy, order, lots, options);
        var remarks = new List<string>();
        AttributeVerdict verdict;
        if (labels.SmallestP > options.Alpha)
        {
            verdict = AttributeVerdict.Insufficient;
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"With these lots no p below {labels.SmallestP:0.####} is possible: what differs is described, and nothing is shown."));
        }
        else if (together <= options.Alpha)
        {
            verdict = AttributeVerdict.Different;
        }
        else if (double.IsNaN(self))
        {
            verdict = AttributeVerdict.Inconclusive;
            remarks.Add($"No difference was shown, which is not likeness: with fewer than {LeastReferenceLots} lots before the change their own distance is not known well enough to judge it.");
        }
        else
        {
            // Likeness is a claim of its own, made only where the table says that it is to be judged.
            verdict = spec is { Tier: AttributeTier.Equivalence } && high < self ? AttributeVerdict.Equivalent : AttributeVerdict.Inconclusive;
            remarks.Add(high < self ? "The upper bound of the distance lies below that between halves of the lots before." : "The upper bound of the distance does not lie below that between halves of the lots before: likeness is not shown.");
        }

        string[] names = ["energy", "mmd", "sliced_wasserstein", "places"];
        return new ScanFinding
        {
            Source = cells.Source, Lots = lots, Cells = [.. Enumerable.Range(0, lots.Count).Select(l => cells.Starts[l + 1] - cells.Starts[l])], Distances = distances, Bandwidth = bandwidth,
            Tests = [.. names.Select((n, s) => new ScanTest(n, statistics[s][0], single[s]))],
            P = together, SmallestP = labels.SmallestP, Labellings = labels.Masks.Count, Exact = labels.Exact, NearestAccuracy = nearest.Statistic, NearestP = nearest.P,
            Unbiased = unbiased, UnbiasedHigh = high, SelfDistance = self, Places = shares.Described(cells, places, lots, order, alone, family, options), Verdict = verdict, Remarks = remarks,
        };
    }

    private static LotPairs Chosen(double[][] values, int[] order, int sign) => new([.. order.Select(a => order.Select(b => sign * values[a][b]).ToArray())]);

    // Energy distances of pairs of lots, which the nearest lot is sought by.
    private static LotPairs Without(LotPairs pairs) =>
        new([.. Enumerable.Range(0, pairs.Lots).Select(a => Enumerable.Range(0, pairs.Lots).Select(b => (2 * pairs[a, b]) - pairs[a, a] - pairs[b, b]).ToArray())]);

    // p of each statistic, and of the smallest p of all: the share of labellings whose own smallest p is as small.
    private static (double[] Single, double Together) Smallest(double[][] statistics)
    {
        int n = statistics[0].Length;
        int[] least = new int[n];
        Array.Fill(least, int.MaxValue);
        double[] single = new double[statistics.Length];
        for (int s = 0; s < statistics.Length; s++)
        {
            double[] sorted = [.. statistics[s]];
            Array.Sort(sorted);
            double slack = 1e-10 * Math.Max(Math.Abs(sorted[0]), Math.Abs(sorted[^1]));
            for (int i = 0; i < n; i++)
            {
                int count = n - Below(sorted, statistics[s][i] - slack);
                if (i == 0) single[s] = count / (double)n;
                least[i] = Math.Min(least[i], count);
            }
        }

        return (single, least.Count(c => c <= least[0]) / (double)n);
    }

    private static int Below(double[] sorted, double value)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (sorted[middle] < value) low = middle + 1; else high = middle;
        }

        return low;
    }

    private static (double Unbiased, double High, double Self) Likeness(LotPairs energy, int[] order, IReadOnlyList<ComparedLot> lots, ComparisonOptions options)
    {
        int[] before = [.. Enumerable.Range(0, order.Length).Where(i => !lots[order[i]].After)], after = [.. Enumerable.Range(0, order.Length).Where(i => lots[order[i]].After)];
        if (before.Length < 2 || after.Length < 2) return (double.NaN, double.NaN, double.NaN);
        double observed = energy.Unbiased(before, after);
        var random = new Philox(options.Seed, RandomPurpose.Bootstrap);
        double[] resampled = new double[Resamples];
        for (int r = 0; r < Resamples; r++) resampled[r] = energy.Unbiased(Drawn(before, ref random), Drawn(after, ref random));
        Array.Sort(resampled);
        double self = double.NaN;
        if (before.Length >= LeastReferenceLots)
        {
            LotLabels halves = LotLabels.OfGroups([.. before.Select((_, i) => i >= before.Length / 2)], 20_000, 9_999, options.Seed);
            double[] own = [.. halves.Masks.Select(m => energy.Unbiased([.. before.Where((_, i) => (m >> i & 1) == 0)], [.. before.Where((_, i) => (m >> i & 1) == 1)]))];
            Array.Sort(own);
            self = own[(int)Math.Ceiling(0.95 * own.Length) - 1];
        }

        return (observed, resampled[(int)Math.Ceiling(0.95 * Resamples) - 1], self);
    }

    private static int[] Drawn(int[] from, ref Philox random)
    {
        int[] drawn = new int[from.Length];
        for (int i = 0; i < drawn.Length; i++) drawn[i] = from[random.NextInt32(from.Length)];
        return drawn;
    }

    // Median distance of pairs drawn from all lots alike: fixed before a side is looked at.
    private static float Bandwidth(EmbeddedCells cells, ulong seed)
    {
        var random = new Philox(seed, RandomPurpose.EmbeddingPlaces, 1);
        double[] distances = new double[4_096];
        for (int i = 0; i < distances.Length; i++)
        {
            ReadOnlySpan<float> a = Drawn(cells, ref random), b = Drawn(cells, ref random);
            double sum = 0;
            for (int k = 0; k < a.Length; k++) sum += (a[k] - b[k]) * (a[k] - b[k]);
            distances[i] = Math.Sqrt(sum);
        }

        Array.Sort(distances);
        return distances[distances.Length / 2] is > 0 and double median ? (float)median : 1;
    }

    private static ReadOnlySpan<float> Drawn(EmbeddedCells cells, ref Philox random)
    {
        int lot = random.NextInt32(cells.Lots);
        return cells.Points.Row(cells.Starts[lot] + random.NextInt32(cells.Starts[lot + 1] - cells.Starts[lot]));
    }
}
