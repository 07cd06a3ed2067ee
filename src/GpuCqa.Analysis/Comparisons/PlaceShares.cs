using System.Numerics;
using GpuCqa.Compute;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Comparisons;

/// <summary>Shares of lots at places of an embedding, and their differences over labellings of lots.</summary>
internal sealed class PlaceShares
{
    private readonly double[][] shares, angles;
    private readonly bool paired;
    private readonly double[] scales;

    private PlaceShares(double[][] shares, bool paired)
    {
        this.shares = shares;
        this.paired = paired;
        // The arc sine of the square root has one sampling variance wherever the share lies.
        angles = [.. shares.Select(p => Array.ConvertAll(p, v => Math.Asin(Math.Sqrt(v))))];
        scales = [.. angles.Select(a => Spread(a))];
        // A place where all lots are alike by chance must not win: the median spread is added to each.
        double[] sorted = [.. scales.Where(s => s > 0).Order()];
        double more = sorted.Length == 0 ? 1 : sorted[sorted.Length / 2];
        for (int p = 0; p < scales.Length; p++) scales[p] += more;
    }

    /// <summary>places x lots of an order: share of each lot's cells.</summary>
    public static PlaceShares Of(EmbeddedCells cells, int[] places, int[] order, bool paired)
    {
        int count = places.Max() + 1;
        double[][] shares = [.. Enumerable.Range(0, count).Select(_ => new double[order.Length])];
        for (int i = 0; i < order.Length; i++)
        {
            int l = order[i], own = cells.Starts[l + 1] - cells.Starts[l];
            for (int c = cells.Starts[l]; c < cells.Starts[l + 1]; c++) shares[places[c]][i] += 1.0 / own;
        }

        return new PlaceShares(shares, paired);
    }

    /// <summary>The largest standardized difference of every labelling, and of every place its own p and that over all places.</summary>
    public (double[] Largest, double[] Alone, double[] Family) Exchange(ComputeDevice device, LotLabels labels, CancellationToken cancellation)
    {
        int n = labels.Masks.Count;
        double[] observed = [.. Enumerable.Range(0, angles.Length).Select(p => Difference(p, labels.Masks[0]))];
        const int Block = 1_024;
        int blocks = (n + Block - 1) / Block;
        double[] largest = new double[n];
        long[][] counts = new long[blocks][];
        device.ForEach(blocks, b =>
        {
            cancellation.ThrowIfCancellationRequested();
            counts[b] = new long[angles.Length];
            for (int i = b * Block; i < Math.Min(n, (b + 1) * Block); i++)
            {
                for (int p = 0; p < angles.Length; p++)
                {
                    double value = Difference(p, labels.Masks[i]);
                    if (value > largest[i]) largest[i] = value;
                    if (value >= observed[p] * (1 - 1e-10)) counts[b][p]++;
                }
            }
        });
        return (largest, [.. angles.Select((_, p) => counts.Sum(c => c[p]) / (double)n)], [.. observed.Select(o => largest.Count(v => v >= o * (1 - 1e-10)) / (double)n)]);
    }

    /// <summary>The places in words and numbers, most certain first.</summary>
    public IReadOnlyList<ScanPlace> Described(EmbeddedCells cells, int[] places, IReadOnlyList<ComparedLot> lots, int[] order, double[] alone, double[] family, ComparisonOptions options)
    {
        int[] before = [.. Enumerable.Range(0, order.Length).Where(i => !lots[order[i]].After)], after = [.. Enumerable.Range(0, order.Length).Where(i => lots[order[i]].After)];
        int[][] states = [.. shares.Select(_ => new int[cells.States.Count])];
        for (int c = 0; c < places.Length; c++) states[places[c]][cells.StateOf[c]]++;
        bool enough = paired ? order.Length >= 4 : before.Length >= 2 && after.Length >= 2;
        ulong own = 0;
        for (int i = 0; i < order.Length; i++) own |= lots[order[i]].After ? 1UL << i : 0;
        return [.. shares.Select((s, p) =>
        {
            int most = Array.IndexOf(states[p], states[p].Max()), all = states[p].Sum();
            MeanDifference? d = !enough ? null : paired ? MeanDifference.Paired([.. Enumerable.Range(0, order.Length / 2).Select(i => s[(2 * i) + 1] - s[2 * i])]) : MeanDifference.Welch([.. before.Select(i => s[i])], [.. after.Select(i => s[i])]);
            Interval interval = d?.Interval(1 - (2 * options.Alpha)) ?? Interval.Undefined;
            return (Place: new ScanPlace(p, cells.States.Count > 1 ? cells.States[most] : "", states[p][most] / (double)all, all, before.Average(i => s[i]), after.Average(i => s[i]), interval.Low, interval.High, alone[p], family[p]), Size: Difference(p, own));
        }).OrderBy(p => p.Place.PFamily).ThenByDescending(p => p.Size).Select(p => p.Place)];
    }

    private double Difference(int place, ulong after)
    {
        double[] values = angles[place];
        double own = 0, total = 0;
        for (int i = 0; i < values.Length; i++) total += values[i];
        for (ulong m = after; m != 0; m &= m - 1) own += values[BitOperations.TrailingZeroCount(m)];
        int count = BitOperations.PopCount(after);
        return Math.Abs((own / count) - ((total - own) / (values.Length - count))) / scales[place];
    }

    // Of pairs that of their differences around 0, which turning a pair does not change; else that of all lots.
    private double Spread(double[] values)
    {
        if (!paired) return Math.Sqrt(MeanDifferenceVariance(values));
        double sum = 0;
        for (int i = 0; i + 1 < values.Length; i += 2) sum += (values[i + 1] - values[i]) * (values[i + 1] - values[i]);
        return Math.Sqrt(sum / (values.Length / 2));
    }

    private static double MeanDifferenceVariance(double[] values)
    {
        double mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
    }
}
