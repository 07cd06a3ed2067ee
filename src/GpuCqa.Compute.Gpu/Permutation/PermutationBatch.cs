namespace GpuCqa.Compute.Gpu;

/// <summary>Some blocks of a plan as tables of orders.</summary>
/// <param name="Blocks">Blocks that share the orders.</param>
/// <param name="LotOf">blocks x lots: lots of the head places, then of the tail places.</param>
/// <param name="HeadPlaces">Places of the head.</param>
/// <param name="Heads">Number of orders of the head.</param>
/// <param name="HeadOrders">head places x heads.</param>
/// <param name="Tails">Number of orders of the tail.</param>
/// <param name="TailOrders">tail places x tails.</param>
internal sealed record PermutationBatch(int Blocks, int[] LotOf, int HeadPlaces, int Heads, short[] HeadOrders, int Tails, short[] TailOrders)
{
    /// <summary>The blocks from a first one on, only one where blocks of a plan have orders of their own; drawn blocks become one, whose head is empty.</summary>
    public static PermutationBatch Of(CpuDevice host, PermutationPlan plan, int firstBlock, int blocks)
    {
        if (plan.IsExact && !plan.SharesOrders)
        {
            PermutationOrders own = plan.Orders(firstBlock);
            return new PermutationBatch(1, [.. own.HeadLots, .. own.TailLots], own.HeadLots.Length, own.Heads.Length, ByPlace(own.Heads), own.Tails.Length, ByPlace(own.Tails));
        }

        if (plan.IsExact)
        {
            int[] lots = [.. Enumerable.Range(firstBlock, blocks).SelectMany(block => plan.Split(block) is var (head, tail) ? head.Concat(tail) : [])];
            return new PermutationBatch(blocks, lots, plan.Lots - plan.TailLots, plan.HeadOrders.Length, ByPlace(plan.HeadOrders), plan.TailOrders.Length, ByPlace(plan.TailOrders));
        }

        var drawn = new int[blocks][][];
        host.ForEach(blocks, i => drawn[i] = plan.Draw(firstBlock + i));
        int[][] orders = [.. drawn.SelectMany(block => block)];
        return new PermutationBatch(1, [.. Enumerable.Range(0, plan.Lots)], 0, 1, [], orders.Length, ByPlace(orders));
    }

    private static short[] ByPlace(int[][] orders)
    {
        int places = orders[0].Length;
        var byPlace = new short[places * orders.Length];
        for (int o = 0; o < orders.Length; o++)
        {
            for (int p = 0; p < places; p++) byPlace[(p * orders.Length) + o] = (short)orders[o][p];
        }

        return byPlace;
    }
}
