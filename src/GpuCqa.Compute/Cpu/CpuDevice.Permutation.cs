using System.Runtime.Intrinsics;

namespace GpuCqa.Compute;

public sealed partial class CpuDevice
{
    /// <inheritdoc/>
    /// <remarks>Blocks run on threads; each writes its own counts, which are then added as whole numbers.</remarks>
    public override PermutationCounts PermutationMaxT(PermutationFamily family, PermutationPlan plan, int firstBlock, int blocks)
    {
        CheckPermutation(family, plan, firstBlock, blocks);
        var parts = new PermutationCounts[blocks];
        ThreadLoop.Run(Threads, blocks, i => parts[i] = (Width switch
        {
            VectorWidth.Bits512 => PermutationBlock.Count<ShortLanes512, Vector512<short>>(family, plan, firstBlock + i),
            VectorWidth.Bits256 => PermutationBlock.Count<ShortLanes256, Vector256<short>>(family, plan, firstBlock + i),
            VectorWidth.Bits128 => PermutationBlock.Count<ShortLanes128, Vector128<short>>(family, plan, firstBlock + i),
            _ => null,
        }) ?? CountBlock(family, plan, firstBlock + i));
        PermutationCounts total = PermutationCounts.Empty(family.Hypotheses);
        foreach (PermutationCounts part in parts) total = total.Plus(part);
        return total;
    }
}
