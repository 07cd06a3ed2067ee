using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuCqa.Compute;

/// <summary>Counts one block of a plan in lanes that hold every statistic of the family, with vectors no wider than the block has orders for.</summary>
internal static class PermutationBlock
{
    /// <summary>Counts one block.</summary>
    /// <param name="family">Hypotheses and thresholds.</param>
    /// <param name="plan">Which orders.</param>
    /// <param name="block">Block of the plan.</param>
    /// <param name="width">Widest vectors to use.</param>
    public static PermutationCounts Count(PermutationFamily family, PermutationPlan plan, int block, VectorWidth width)
    {
        if (family.Hypotheses == 0) return PermutationCounts.Empty(0) with { Orders = plan.OrdersIn(block) };

        // One below the lane's largest number, so that a threshold out of reach has a number too.
        return family.LargestStatistic switch
        {
            < short.MaxValue => Count<short>(family, plan, block, width),
            < int.MaxValue => Count<int>(family, plan, block, width),
            _ => Count<long>(family, plan, block, width),
        };
    }

    private static PermutationCounts Count<T>(PermutationFamily family, PermutationPlan plan, int block, VectorWidth width)
        where T : unmanaged, IBinaryInteger<T>, ISignedNumber<T>
    {
        int[][] tails = plan.IsExact ? plan.TailOrders : plan.Draw(block);
        int[] all = [.. Enumerable.Range(0, family.Lots)];
        (int[] head, int[] tail) = plan.IsExact ? plan.Split(block) : ([], all);
        int[][] heads = plan.IsExact ? plan.HeadOrders : [[]];
        int most = Math.Min((int)width, 8 * tails.Length * Unsafe.SizeOf<T>());
        return most switch
        {
            >= (int)VectorWidth.Bits512 => Count<IntegerLanes512<T>, Vector512<T>, T>(family, head, heads, tail, tails),
            >= (int)VectorWidth.Bits256 => Count<IntegerLanes256<T>, Vector256<T>, T>(family, head, heads, tail, tails),
            >= (int)VectorWidth.Bits128 => Count<IntegerLanes128<T>, Vector128<T>, T>(family, head, heads, tail, tails),
            _ => Count<IntegerLanesScalar<T>, T, T>(family, head, heads, tail, tails),
        };
    }

    private static PermutationCounts Count<TLanes, TVector, T>(PermutationFamily family, int[] head, int[][] heads, int[] tail, int[][] tails)
        where TLanes : struct, IIntegerLanes<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryInteger<T>, ISignedNumber<T>
    {
        T[] headParts = Parts<TLanes, TVector, T>(family, head, heads, 0), tailParts = Parts<TLanes, TVector, T>(family, tail, tails, head.Length);
        return PermutationKernel<TLanes, TVector, T>.Count(family, headParts, tailParts, heads.Length, tails.Length);
    }

    // Hypotheses x orders: the sum over the places that the orders fill, from a first place on; modulo the lane.
    private static T[] Parts<TLanes, TVector, T>(PermutationFamily family, int[] lots, int[][] orders, int firstPlace)
        where TLanes : struct, IIntegerLanes<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryInteger<T>, ISignedNumber<T>
    {
        int count = orders.Length, places = lots.Length;
        var parts = new T[family.Hypotheses * count];
        T[][] values = Array.ConvertAll(family.Readouts, readout => ByPlace(Array.ConvertAll(lots, lot => T.CreateTruncating(readout[lot])), orders));
        for (int j = 0; j < family.Hypotheses; j++)
        {
            ReadOnlySpan<int> weights = family.Ranks[j].AsSpan(firstPlace, places);
            T[] source = values[family.ReadoutOf[j]];
            Span<T> sums = parts.AsSpan(j * count, count);
            if (count >= TLanes.Count) PermutationKernel<TLanes, TVector, T>.Combine(weights, source, count, sums);
            else PermutationKernel<IntegerLanesScalar<T>, T, T>.Combine(weights, source, count, sums);
        }

        return parts;
    }

    private static T[] ByPlace<T>(T[] readout, int[][] orders)
    {
        var values = new T[readout.Length * orders.Length];
        for (int v = 0; v < orders.Length; v++)
        {
            int[] order = orders[v];
            for (int i = 0; i < order.Length; i++) values[(i * orders.Length) + v] = readout[order[i]];
        }

        return values;
    }
}
