namespace GpuCqa.Compute;

/// <summary>A family of rank-correlation hypotheses that are permuted together, in integers.</summary>
/// <remarks>
/// The statistic of a hypothesis is the size of sum(ranks x readout), an exact integer; rounding never decides a comparison. Statistics of
/// different hypotheses are made comparable by a table of thresholds instead of by division: hypotheses whose statistics have one scale (one
/// product of sums of squares for maxT, one null distribution for minP) form a group, and each group has its own integer threshold for the
/// observed value of every hypothesis.
/// </remarks>
public sealed class PermutationFamily
{
    /// <summary>Checks and keeps the arrays.</summary>
    /// <param name="ranks">Hypotheses x lots, centred doubled midranks of the fraction; most extreme hypothesis first (step-down order).</param>
    /// <param name="readouts">Readouts x lots, centred doubled midranks.</param>
    /// <param name="readoutOf">Per hypothesis, its readout.</param>
    /// <param name="groupOf">Per hypothesis, its group.</param>
    /// <param name="thresholds">Groups x hypotheses: the smallest statistic in the group that is as extreme as the hypothesis was observed to be.</param>
    /// <exception cref="ArgumentException">Shapes do not agree, an index is out of range, or a statistic could leave 64 bits.</exception>
    public PermutationFamily(int[][] ranks, int[][] readouts, int[] readoutOf, int[] groupOf, long[][] thresholds)
    {
        Lots = readouts.Length > 0 ? readouts[0].Length : throw new ArgumentException("Expected at least one readout.", nameof(readouts));
        if (ranks.Any(r => r.Length != Lots) || readouts.Any(r => r.Length != Lots)) throw new ArgumentException($"Expected {Lots} lots in every vector.", nameof(ranks));
        if (readoutOf.Length != ranks.Length || readoutOf.Any(r => (uint)r >= (uint)readouts.Length)) throw new ArgumentException($"Expected a readout below {readouts.Length} for each of {ranks.Length} hypotheses.", nameof(readoutOf));
        if (groupOf.Length != ranks.Length || groupOf.Any(g => (uint)g >= (uint)thresholds.Length)) throw new ArgumentException($"Expected a group below {thresholds.Length} for each of {ranks.Length} hypotheses.", nameof(groupOf));
        if (thresholds.Any(t => t.Length != ranks.Length || t.Any(v => v < 0))) throw new ArgumentException($"Expected {ranks.Length} thresholds of at least 0 in every group.", nameof(thresholds));
        Ranks = ranks;
        Readouts = readouts;
        ReadoutOf = readoutOf;
        GroupOf = groupOf;
        Thresholds = thresholds;
        (LargestStatistic, LargestPart) = Bounds();
    }

    /// <summary>Number of lots.</summary>
    public int Lots { get; }

    /// <summary>Number of hypotheses.</summary>
    public int Hypotheses => Ranks.Length;

    /// <summary>Hypotheses x lots, centred doubled midranks of the fraction, in step-down order.</summary>
    public int[][] Ranks { get; }

    /// <summary>Readouts x lots, centred doubled midranks.</summary>
    public int[][] Readouts { get; }

    /// <summary>Per hypothesis, its readout.</summary>
    public int[] ReadoutOf { get; }

    /// <summary>Per hypothesis, its group.</summary>
    public int[] GroupOf { get; }

    /// <summary>Groups x hypotheses, smallest statistic of the group that counts as at least as extreme.</summary>
    public long[][] Thresholds { get; }

    /// <summary>The largest statistic that any order gives any hypothesis: what a counter of orders must be able to hold.</summary>
    /// <remarks>By the rearrangement inequality: the sum is largest when both sides ascend and smallest when one descends. Attained, so no bound is tighter.</remarks>
    public long LargestStatistic { get; }

    /// <summary>No sum of products over some of the places of an order is further from zero: what a table of parts must be able to hold.</summary>
    public long LargestPart { get; }

    /// <summary>The statistic of one hypothesis when lot i is given the readout of lot order[i].</summary>
    public long Statistic(int hypothesis, ReadOnlySpan<int> order)
    {
        int[] ranks = Ranks[hypothesis], readout = Readouts[ReadoutOf[hypothesis]];
        long sum = 0;
        for (int i = 0; i < order.Length; i++) sum += (long)ranks[i] * readout[order[i]];
        return Math.Abs(sum);
    }

    private (long Statistic, long Part) Bounds()
    {
        int[][] readouts = Array.ConvertAll(Readouts, Ascending);
        long[][] sizes = Array.ConvertAll(Readouts, Sizes);
        Int128 statistic = 0, part = 0;
        for (int j = 0; j < Ranks.Length; j++)
        {
            int[] ranks = Ascending(Ranks[j]), readout = readouts[ReadoutOf[j]];
            long[] rankSizes = Sizes(Ranks[j]), readoutSizes = sizes[ReadoutOf[j]];
            Int128 alike = 0, opposite = 0, absolute = 0;
            for (int i = 0; i < ranks.Length; i++)
            {
                alike += (long)ranks[i] * readout[i];
                opposite += (long)ranks[i] * readout[^(i + 1)];
                absolute += (Int128)rankSizes[i] * readoutSizes[i];
            }

            statistic = Int128.Max(statistic, Int128.Max(Int128.Abs(alike), Int128.Abs(opposite)));
            part = Int128.Max(part, absolute);
        }

        // One more must fit too: a threshold that no statistic reaches.
        if (statistic >= long.MaxValue) throw new ArgumentException($"A statistic can reach {statistic}; expected less than {long.MaxValue}.", nameof(Ranks));
        return ((long)statistic, (long)Int128.Min(part, long.MaxValue));
    }

    private static int[] Ascending(int[] values) => [.. values.Order()];

    private static long[] Sizes(int[] values) => [.. values.Select(v => Math.Abs((long)v)).Order()];
}
