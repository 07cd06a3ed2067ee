using System.Numerics;
using System.Runtime.Intrinsics;

namespace GpuCqa.Compute;

/// <summary>Counts orders for a family of real values in vectors of some width.</summary>
internal abstract class ScoreKernel
{
    /// <summary>Counts all pairs of a head and a tail.</summary>
    /// <param name="heads">Lots in the first places.</param>
    /// <param name="tails">Lots in the last places; together each lot once.</param>
    public abstract void Add(int[][] heads, int[][] tails);

    /// <summary>What was counted.</summary>
    public abstract PermutationCounts Finish();

    /// <summary>The kernel of a width.</summary>
    public static ScoreKernel For(VectorWidth width, ScoreFamily family, CancellationToken cancellation) => width switch
    {
        VectorWidth.Bits512 => new ScoreKernel<Lanes512<double>, Vector512<double>>(family, cancellation),
        VectorWidth.Bits256 => new ScoreKernel<Lanes256<double>, Vector256<double>>(family, cancellation),
        VectorWidth.Bits128 => new ScoreKernel<Lanes128<double>, Vector128<double>>(family, cancellation),
        _ => new ScoreKernel<LanesScalar<double>, double>(family, cancellation),
    };
}

/// <summary>Counts orders for a family of real values, one order a lane.</summary>
/// <remarks>
/// As <see cref="PermutationKernel{TLanes,TVector,T}"/>: for a few heads at a time and hypotheses from the least extreme up, the running maximum over
/// this and all less extreme hypotheses stays in the nearest caches. The maximum over the family is then looked up once per order among the thresholds,
/// which fall. Tails are padded to whole vectors with NaN, which is never at least anything.
/// </remarks>
internal sealed unsafe class ScoreKernel<TLanes, TVector>(ScoreFamily family, CancellationToken cancellation) : ScoreKernel
    where TLanes : struct, ILanes<TVector, double>
    where TVector : struct
{
    private const int TileHeads = 6;

    // An order whose readout lies in the directions has nothing to correlate: its length is kept from zero.
    private const double SmallestLength = 1e-12;

    private readonly PermutationCounts counts = PermutationCounts.Empty(family.Hypotheses);
    private readonly long[] reached = new long[family.Hypotheses];
    private long orders;

    /// <inheritdoc/>
    public override void Add(int[][] heads, int[][] tails)
    {
        int places = tails[0].Length, padded = (tails.Length + TLanes.Count - 1) / TLanes.Count * TLanes.Count;
        double[][] tables = Array.ConvertAll(family.Readouts, readout => ByPlace(readout, tails, padded));
        double[] tail = new double[padded], maxima = new double[TileHeads * padded];
        double[][][] along = Array.ConvertAll(tables, table => Array.ConvertAll(family.Adjusted, direction => Combined(direction.AsSpan(^places..), table, padded)));
        double[][] lengths = family.Adjusted.Length == 0 ? [] : [.. Enumerable.Range(0, TileHeads * tables.Length).Select(_ => new double[padded])];
        for (int first = 0; first < heads.Length; first += TileHeads)
        {
            cancellation.ThrowIfCancellationRequested();
            int inTile = Math.Min(TileHeads, heads.Length - first);
            Array.Fill(maxima, -1);
            for (int i = 0; i < lengths.Length && i / tables.Length < inTile; i++) Lengths(heads[first + (i / tables.Length)], i % tables.Length, along[i % tables.Length], lengths[i]);
            for (int j = family.Hypotheses - 1; j >= 0; j--)
            {
                ReadOnlySpan<double> scores = family.Scores[j];
                Combine(scores[^places..], tables[family.ReadoutOf[j]], tail);
                double[] readout = family.Readouts[family.ReadoutOf[j]];
                for (int t = 0; t < inTile; t++)
                {
                    int[] lots = heads[first + t];
                    double head = 0;
                    for (int i = 0; i < lots.Length; i++) head += scores[i] * readout[lots[i]];
                    double[]? length = lengths.Length == 0 ? null : lengths[(t * tables.Length) + family.ReadoutOf[j]];
                    if (length is null) Advance(tail, maxima.AsSpan(t * padded, padded), head, family.Thresholds[j], ref counts.Raw[j], ref counts.StepDown[j]);
                    else Advance(tail, length, maxima.AsSpan(t * padded, padded), head, family.Thresholds[j], ref counts.Raw[j], ref counts.StepDown[j]);
                }
            }

            for (int t = 0; t < inTile; t++) Reach(maxima.AsSpan(t * padded, tails.Length));
            orders += (long)inTile * tails.Length;
        }
    }

    /// <inheritdoc/>
    public override PermutationCounts Finish()
    {
        long sum = 0;
        for (int i = 0; i < reached.Length; i++) counts.SingleStep[i] = sum += reached[i];
        return counts with { Orders = orders };
    }

    private static double[] ByPlace(double[] readout, int[][] orders, int padded)
    {
        double[] values = new double[orders[0].Length * padded];
        Array.Fill(values, double.NaN);
        for (int v = 0; v < orders.Length; v++)
        {
            for (int i = 0; i < orders[v].Length; i++) values[(i * padded) + v] = readout[orders[v][i]];
        }

        return values;
    }

    // One over the length of what an order of the readout keeps when it is adjusted: 1 - the squares along the directions.
    private void Lengths(int[] lots, int readout, double[][] along, double[] lengths)
    {
        double[] values = family.Readouts[readout];
        for (int v = 0; v < lengths.Length; v++)
        {
            double kept = 1;
            for (int d = 0; d < along.Length; d++)
            {
                double head = 0;
                for (int i = 0; i < lots.Length; i++) head += family.Adjusted[d][i] * values[lots[i]];
                double whole = head + along[d][v];
                kept -= whole * whole;
            }

            lengths[v] = 1 / Math.Sqrt(Math.Max(kept, SmallestLength));
        }
    }

    private static double[] Combined(ReadOnlySpan<double> weights, double[] values, int padded)
    {
        double[] sums = new double[padded];
        Combine(weights, values, sums);
        return sums;
    }

    // A product and a sum, rounded each: fused on one machine and not on another they would differ.
    private static void Combine(ReadOnlySpan<double> weights, double[] values, double[] sums)
    {
        fixed (double* from = values, to = sums)
        {
            for (int at = 0; at < sums.Length; at += TLanes.Count)
            {
                TVector sum = TLanes.Fill(0);
                for (int i = 0; i < weights.Length; i++) sum = TLanes.Add(sum, TLanes.Multiply(TLanes.Fill(weights[i]), TLanes.Load(from + ((long)i * sums.Length) + at)));
                TLanes.Store(sum, to + at);
            }
        }
    }

    private static void Advance(double[] tails, Span<double> maxima, double head, double threshold, ref long raw, ref long stepDown)
    {
        TVector start = TLanes.Fill(head), cut = TLanes.Fill(threshold);
        long own = 0, below = 0;
        fixed (double* tail = tails, maximum = maxima)
        {
            for (int at = 0; at < tails.Length; at += TLanes.Count)
            {
                TVector statistic = TLanes.Abs(TLanes.Add(TLanes.Load(tail + at), start));
                own += BitOperations.PopCount(TLanes.AtLeastMask(statistic, cut));
                TVector larger = TLanes.Max(TLanes.Load(maximum + at), statistic);
                TLanes.Store(larger, maximum + at);
                below += BitOperations.PopCount(TLanes.AtLeastMask(larger, cut));
            }
        }

        raw += own;
        stepDown += below;
    }

    private static void Advance(double[] tails, double[] lengths, Span<double> maxima, double head, double threshold, ref long raw, ref long stepDown)
    {
        TVector start = TLanes.Fill(head), cut = TLanes.Fill(threshold);
        long own = 0, below = 0;
        fixed (double* tail = tails, length = lengths, maximum = maxima)
        {
            for (int at = 0; at < tails.Length; at += TLanes.Count)
            {
                TVector statistic = TLanes.Multiply(TLanes.Abs(TLanes.Add(TLanes.Load(tail + at), start)), TLanes.Load(length + at));
                own += BitOperations.PopCount(TLanes.AtLeastMask(statistic, cut));
                TVector larger = TLanes.Max(TLanes.Load(maximum + at), statistic);
                TLanes.Store(larger, maximum + at);
                below += BitOperations.PopCount(TLanes.AtLeastMask(larger, cut));
            }
        }

        raw += own;
        stepDown += below;
    }

    // The first hypothesis whose threshold the maximum reaches; it reaches those of all after it too.
    private void Reach(ReadOnlySpan<double> maxima)
    {
        double[] thresholds = family.Thresholds;
        foreach (double maximum in maxima)
        {
            int low = 0, high = thresholds.Length;
            while (low < high)
            {
                int middle = (low + high) >>> 1;
                if (maximum >= thresholds[middle]) high = middle;
                else low = middle + 1;
            }

            if (low < thresholds.Length) reached[low]++;
        }
    }
}
