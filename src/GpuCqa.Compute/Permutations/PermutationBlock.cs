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
        PermutationOrders orders = plan.Orders(block);
        // Lanes go over the tails: where there are too few, the two sides change places, since a statistic is the sum of both.
        int few = Math.Max(Vector512<T>.Count, 64), heads = orders.Heads.Length, tails = orders.Tails.Length, lanes = tails >= few ? tails : Math.Max(heads, tails);
        return Math.Min((int)width, 8 * lanes * Unsafe.SizeOf<T>()) switch
        {
            >= (int)VectorWidth.Bits512 => Count<IntegerLanes512<T>, Vector512<T>, T>(family, orders, lanes > tails),
            >= (int)VectorWidth.Bits256 => Count<IntegerLanes256<T>, Vector256<T>, T>(family, orders, lanes > tails),
            >= (int)VectorWidth.Bits128 => Count<IntegerLanes128<T>, Vector128<T>, T>(family, orders, lanes > tails),
            _ => Count<IntegerLanesScalar<T>, T, T>(family, orders, lanes > tails),
        };
    }

    private static PermutationCounts Count<TLanes, TVector, T>(PermutationFamily family, PermutationOrders orders, bool turned)
        where TLanes : struct, IIntegerLanes<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryInteger<T>, ISignedNumber<T>
    {
        T[] heads = Parts<TLanes, TVector, T>(family, orders.HeadLots, orders.Heads, 0), tails = Parts<TLanes, TVector, T>(family, orders.TailLots, orders.Tails, orders.HeadLots.Length);
        return turned
            ? PermutationKernel<TLanes, TVector, T>.Count(family, tails, heads, orders.Tails.Length, orders.Heads.Length)
            : PermutationKernel<TLanes, TVector, T>.Count(family, heads, tails, orders.Heads.Length, orders.Tails.Length);
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
