namespace GpuCqa.Compute;

public sealed partial class CpuDevice
{
    /// <inheritdoc/>
    /// <remarks>Blocks run on threads; each writes its own counts, which are then added as whole numbers. Lanes are as wide as the family's largest statistic asks.</remarks>
    public override PermutationCounts PermutationMaxT(PermutationFamily family, PermutationPlan plan, int firstBlock, int blocks)
    {
        CheckPermutation(family, plan, firstBlock, blocks);
        var parts = new PermutationCounts[blocks];
        ThreadLoop.Run(Threads, blocks, i => parts[i] = PermutationBlock.Count(family, plan, firstBlock + i, Width));
        PermutationCounts total = PermutationCounts.Empty(family.Hypotheses);
        foreach (PermutationCounts part in parts) total = total.Plus(part);
        return total;
    }
}
