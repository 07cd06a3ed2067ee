namespace GpuCqa.Compute;

/// <summary>The head and tail parts of one block of a plan, as tables for the kernel.</summary>
internal static class PermutationBlock
{
    /// <summary>Lots beyond which a statistic, n(n^2-1)/3 at most, leaves 16 bits.</summary>
    public const int MaximumLots = 46;

    /// <summary>Counts one block, or null when it is too small for one vector or its statistics too large for a lane.</summary>
    public static PermutationCounts? Count<TLanes, TVector>(PermutationFamily family, PermutationPlan plan, int block)
        where TLanes : struct, IShortLanes<TVector>
        where TVector : struct
    {
        if (family.Lots > MaximumLots || family.Hypotheses == 0) return null;
        int[][] tails = plan.IsExact ? plan.TailOrders : plan.Draw(block);
        if (tails.Length < TLanes.Count) return null;
        int[] all = [.. Enumerable.Range(0, family.Lots)];
        (int[] head, int[] tail) = plan.IsExact ? plan.Split(block) : ([], all);
        int[][] heads = plan.IsExact ? plan.HeadOrders : [[]];
        short[] headParts = Parts<TLanes, TVector>(family, head, heads, 0), tailParts = Parts<TLanes, TVector>(family, tail, tails, head.Length);
        return PermutationKernel<TLanes, TVector>.Count(family, headParts, tailParts, heads.Length, tails.Length);
    }

    // Hypotheses x orders: the sum over the places that the orders fill, from a first place on.
    private static short[] Parts<TLanes, TVector>(PermutationFamily family, int[] lots, int[][] orders, int firstPlace)
        where TLanes : struct, IShortLanes<TVector>
        where TVector : struct
    {
        int count = orders.Length, places = lots.Length;
        short[] parts = new short[family.Hypotheses * count];
        short[][] values = Array.ConvertAll(family.Readouts, readout => ByPlace(Array.ConvertAll(lots, lot => (short)readout[lot]), orders));
        for (int j = 0; j < family.Hypotheses; j++)
        {
            ReadOnlySpan<int> weights = family.Ranks[j].AsSpan(firstPlace, places);
            short[] source = values[family.ReadoutOf[j]];
            if (count >= TLanes.Count)
            {
                PermutationKernel<TLanes, TVector>.Combine(weights, source, count, parts.AsSpan(j * count, count));
                continue;
            }

            // Fewer orders than lanes.
            for (int v = 0; v < count; v++)
            {
                int sum = 0;
                for (int i = 0; i < places; i++) sum += weights[i] * source[i * count + v];
                parts[j * count + v] = (short)sum;
            }
        }

        return parts;
    }

    private static short[] ByPlace(short[] readout, int[][] orders)
    {
        short[] values = new short[readout.Length * orders.Length];
        for (int v = 0; v < orders.Length; v++)
        {
            int[] order = orders[v];
            for (int i = 0; i < order.Length; i++) values[i * orders.Length + v] = readout[order[i]];
        }

        return values;
    }
}
