namespace GpuCqa.Compute;

/// <summary>Counts the orders of the lots in which correlations of real values are at least as extreme as observed; on the host, on any device.</summary>
/// <remarks>
/// The orders of a <see cref="PermutationPlan"/>, as for ranks, but sums in float64: each is a number of the head plus one of the tail, added in
/// one order whatever the width of the vectors, so that all machines give the same counts. Memory does not grow with the hypotheses.
/// </remarks>
public static class ScorePermutation
{
    /// <summary>Drawn orders that are gone through at a time, so that their table stays in the cache.</summary>
    private const int DrawnTails = 512;

    /// <summary>Counts blocks of the plan.</summary>
    /// <param name="device">Its host threads are used.</param>
    /// <param name="family">Hypotheses and their thresholds.</param>
    /// <param name="plan">Which orders.</param>
    /// <param name="firstBlock">First block of the plan.</param>
    /// <param name="blocks">Number of blocks.</param>
    /// <param name="cancellation">Checked between a few thousand orders.</param>
    /// <exception cref="ArgumentException">The plan is for another number of lots, or the blocks are not in it.</exception>
    /// <exception cref="OperationCanceledException">When cancelled.</exception>
    public static PermutationCounts Count(ComputeDevice device, ScoreFamily family, PermutationPlan plan, int firstBlock, int blocks, CancellationToken cancellation = default)
    {
        if (plan.Lots != family.Lots) throw new ArgumentException($"The plan permutes {plan.Lots} lots, the family has {family.Lots}.", nameof(plan));
        if (firstBlock < 0 || blocks < 0 || firstBlock > plan.Blocks - blocks) throw new ArgumentException($"Blocks {firstBlock} to {firstBlock + blocks - 1} are not among the plan's {plan.Blocks}.", nameof(blocks));
        var parts = new PermutationCounts[blocks];
        VectorWidth width = device is CpuDevice cpu ? cpu.Width : device is ReferenceDevice ? VectorWidth.Scalar : CpuDevice.Resolve(VectorWidth.Best);
        device.ForEach(blocks, i => parts[i] = Block(family, plan, firstBlock + i, width, cancellation));
        PermutationCounts total = PermutationCounts.Empty(family.Hypotheses);
        foreach (PermutationCounts part in parts) total = total.Plus(part);
        return total;
    }

    private static PermutationCounts Block(ScoreFamily family, PermutationPlan plan, int block, VectorWidth width, CancellationToken cancellation)
    {
        ScoreKernel kernel = ScoreKernel.For(width, family, cancellation);
        if (plan.IsExact)
        {
            (int[] head, int[][] heads, int[] tail, int[][] tails) = plan.Orders(block);
            kernel.Add(Array.ConvertAll(heads, order => Array.ConvertAll(order, i => head[i])), Array.ConvertAll(tails, order => Array.ConvertAll(order, i => tail[i])));
        }
        else
        {
            foreach (int[][] drawn in plan.Draw(block).Chunk(DrawnTails)) kernel.Add([[]], drawn);
        }

        return kernel.Finish();
    }
}
