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
    /// <exception cref="ArgumentException">Shapes do not agree, or an index is out of range.</exception>
    public PermutationFamily(int[][] ranks, int[][] readouts, int[] readoutOf, int[] groupOf, int[][] thresholds)
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
    public int[][] Thresholds { get; }

    /// <summary>The statistic of one hypothesis when lot i is given the readout of lot order[i].</summary>
    public long Statistic(int hypothesis, ReadOnlySpan<int> order)
    {
        int[] ranks = Ranks[hypothesis], readout = Readouts[ReadoutOf[hypothesis]];
        long sum = 0;
        for (int i = 0; i < order.Length; i++) sum += (long)ranks[i] * readout[order[i]];
        return Math.Abs(sum);
    }
}
