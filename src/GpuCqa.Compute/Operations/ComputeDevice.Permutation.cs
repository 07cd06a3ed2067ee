namespace GpuCqa.Compute;

public abstract partial class ComputeDevice
{
    /// <summary>Counts the orders of the lots in which the hypotheses of a family are at least as extreme as observed.</summary>
    /// <param name="family">Hypotheses and their thresholds, integers.</param>
    /// <param name="plan">Which orders.</param>
    /// <param name="firstBlock">First block of the plan.</param>
    /// <param name="blocks">Number of blocks.</param>
    /// <exception cref="ArgumentException">The plan is for another number of lots, or the blocks are not in it.</exception>
    /// <remarks>
    /// Whole numbers throughout: all devices give the same counts. Westfall and Young (1993), maxT and minP by the family's thresholds. One
    /// order costs O(hypotheses x lots) here; devices that split an order into head and tail need O(hypotheses).
    /// </remarks>
    public virtual PermutationCounts PermutationMaxT(PermutationFamily family, PermutationPlan plan, int firstBlock, int blocks)
    {
        CheckPermutation(family, plan, firstBlock, blocks);
        PermutationCounts total = PermutationCounts.Empty(family.Hypotheses);
        for (int block = firstBlock; block < firstBlock + blocks; block++) total = total.Plus(CountBlock(family, plan, block));
        return total;
    }

    private protected static PermutationCounts CountBlock(PermutationFamily family, PermutationPlan plan, int block)
    {
        PermutationCounts counts = PermutationCounts.Empty(family.Hypotheses);
        (int[] head, int[][] heads, int[] tail, int[][] tails) = plan.Orders(block);
        int[] whole = new int[plan.Lots];
        foreach (int[] first in heads)
        {
            for (int i = 0; i < first.Length; i++) whole[i] = head[first[i]];
            foreach (int[] last in tails)
            {
                for (int i = 0; i < last.Length; i++) whole[first.Length + i] = tail[last[i]];
                CountOrder(family, whole, counts);
            }
        }

        return counts with { Orders = (long)heads.Length * tails.Length };
    }

    private protected static void CheckPermutation(PermutationFamily family, PermutationPlan plan, int firstBlock, int blocks)
    {
        if (plan.Lots != family.Lots) throw new ArgumentException($"The plan permutes {plan.Lots} lots, the family has {family.Lots}.", nameof(plan));
        if (firstBlock < 0 || blocks < 0 || firstBlock > plan.Blocks - blocks) throw new ArgumentException($"Blocks {firstBlock} to {firstBlock + blocks - 1} are not among the plan's {plan.Blocks}.", nameof(blocks));
    }

    private static void CountOrder(PermutationFamily family, int[] order, PermutationCounts counts)
    {
        int hypotheses = family.Hypotheses;
        long[] statistics = new long[hypotheses];
        for (int j = 0; j < hypotheses; j++) statistics[j] = family.Statistic(j, order);
        for (int i = 0; i < hypotheses; i++)
        {
            bool any = false, anyBelow = false;
            for (int j = 0; j < hypotheses; j++)
            {
                bool extreme = statistics[j] >= family.Thresholds[family.GroupOf[j]][i];
                any |= extreme;
                anyBelow |= extreme && j >= i;
            }

            if (statistics[i] >= family.Thresholds[family.GroupOf[i]][i]) counts.Raw[i]++;
            if (any) counts.SingleStep[i]++;
            if (anyBelow) counts.StepDown[i]++;
        }
    }
}
