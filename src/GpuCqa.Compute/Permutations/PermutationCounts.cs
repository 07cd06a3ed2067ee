namespace GpuCqa.Compute;

/// <summary>How many orders were at least as extreme as observed, per hypothesis of a family in its step-down order.</summary>
/// <param name="Orders">Orders evaluated.</param>
/// <param name="Raw">Orders in which the hypothesis itself is.</param>
/// <param name="SingleStep">Orders in which any hypothesis of the family is (the maximum over the family).</param>
/// <param name="StepDown">Orders in which this or any less extreme hypothesis is; not yet made monotone.</param>
public sealed record PermutationCounts(long Orders, long[] Raw, long[] SingleStep, long[] StepDown)
{
    /// <summary>No order counted yet.</summary>
    public static PermutationCounts Empty(int hypotheses) => new(0, new long[hypotheses], new long[hypotheses], new long[hypotheses]);

    /// <summary>The counts of two disjoint sets of orders; whole numbers, so that the order of merging does not matter.</summary>
    public PermutationCounts Plus(PermutationCounts other) =>
        new(Orders + other.Orders, Add(Raw, other.Raw), Add(SingleStep, other.SingleStep), Add(StepDown, other.StepDown));

    private static long[] Add(long[] a, long[] b)
    {
        long[] sum = new long[a.Length];
        for (int i = 0; i < sum.Length; i++) sum[i] = a[i] + b[i];
        return sum;
    }
}
