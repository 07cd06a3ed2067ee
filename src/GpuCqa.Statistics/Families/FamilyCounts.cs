using GpuCqa.Compute;
using GpuCqa.Core.Progress;

namespace GpuCqa.Statistics;

/// <summary>Goes through the orders of a family's plan, a few blocks at a time.</summary>
internal static class FamilyCounts
{
    private const int BlocksPerCall = 32;

    /// <summary>Counts over all orders of a plan, step-down counts made monotone.</summary>
    /// <param name="hypotheses">Members of the family, most extreme first.</param>
    /// <param name="plan">Which orders.</param>
    /// <param name="done">Orders that were reported before.</param>
    /// <param name="count">Counts over some blocks of the plan: the first, and how many.</param>
    /// <param name="progress">Receives the orders done.</param>
    /// <param name="cancellation">Seen between calls.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static PermutationCounts Of(int hypotheses, PermutationPlan plan, long done, Func<int, int, PermutationCounts> count, StepProgress progress, CancellationToken cancellation)
    {
        PermutationCounts total = PermutationCounts.Empty(hypotheses);
        for (int block = 0; block < plan.Blocks; block += BlocksPerCall)
        {
            cancellation.ThrowIfCancellationRequested();
            total = total.Plus(count(block, Math.Min(BlocksPerCall, plan.Blocks - block)));
            progress.Report(done + total.Orders);
        }

        long[] stepDown = total.StepDown;
        for (int i = 1; i < stepDown.Length; i++) stepDown[i] = Math.Max(stepDown[i - 1], stepDown[i]);
        return total;
    }

    /// <summary>A hypothesis with its counts and their probabilities.</summary>
    /// <param name="hypothesis">The hypothesis.</param>
    /// <param name="counts">Counts of its family.</param>
    /// <param name="place">Its place in the family.</param>
    /// <param name="plan">The orders that were counted.</param>
    public static MaxTHypothesis Counted(this MaxTHypothesis hypothesis, PermutationCounts counts, int place, PermutationPlan plan) => hypothesis with
    {
        Count = counts.Raw[place], CountSingleStep = counts.SingleStep[place], CountStepDown = counts.StepDown[place],
        P = MaxT.Probability(counts.Raw[place], plan), PSingleStep = MaxT.Probability(counts.SingleStep[place], plan), PStepDown = MaxT.Probability(counts.StepDown[place], plan),
    };
}
