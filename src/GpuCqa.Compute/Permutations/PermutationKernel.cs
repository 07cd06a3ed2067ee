using System.Numerics;
using System.Runtime.InteropServices;

namespace GpuCqa.Compute;

/// <summary>Counts one block of orders, one order a lane of 16, 32 or 64 bits.</summary>
/// <remarks>
/// A statistic is |head + tail|: the tail part of every order of the tail lies in a table per hypothesis, the head part is one broadcast
/// number. For a few heads at a time (a tile) and hypotheses from the least extreme up, the running maximum of each group stays in L1; after
/// hypothesis j it is the maximum over j and all less extreme ones, which is what step-down asks for, and after the last one it is the
/// maximum over the family. A comparison yields -1 in a lane, so counters go down by subtracting it; they are emptied before 16 bits could
/// overflow. When the table is no multiple of the width, the last vector overlaps the one before and a mask keeps lanes from counting twice.
/// Exact as long as every statistic is below the largest number of a lane (<see cref="PermutationFamily.LargestStatistic"/>): sums are modulo the
/// lane, so a part of one may wrap and the whole is right all the same, and a threshold out of reach may be any number above the largest statistic.
/// </remarks>
internal static class PermutationKernel<TLanes, TVector, T>
    where TLanes : struct, IIntegerLanes<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryInteger<T>, ISignedNumber<T>
{
    private const int TileHeads = 8;

    /// <summary>table[v] = sum over places of weights[place] x values[place x length + v].</summary>
    public static void Combine(ReadOnlySpan<int> weights, T[] values, int length, Span<T> table)
    {
        ref T from = ref MemoryMarshal.GetArrayDataReference(values);
        ref T to = ref MemoryMarshal.GetReference(table);
        for (int at = 0; at < length; at += TLanes.Count)
        {
            // The overlapping last vector writes the same numbers again.
            int place = Math.Min(at, length - TLanes.Count);
            TVector sum = TLanes.Create(T.Zero);
            for (int i = 0; i < weights.Length; i++)
                sum = TLanes.Add(sum, TLanes.Multiply(TLanes.Create(T.CreateTruncating(weights[i])), TLanes.Load(ref from, (nuint)(i * length + place))));
            TLanes.Store(sum, ref to, (nuint)place);
        }
    }

    /// <summary>Counts all pairs of a head and a tail.</summary>
    /// <param name="family">Hypotheses and thresholds.</param>
    /// <param name="heads">Hypotheses x heads, head parts.</param>
    /// <param name="tails">Hypotheses x tails, tail parts; at least one vector of tails, and no more than 32,767 vectors.</param>
    /// <param name="headCount">Number of heads.</param>
    /// <param name="tailCount">Number of tails.</param>
    public static PermutationCounts Count(PermutationFamily family, T[] heads, T[] tails, int headCount, int tailCount)
    {
        int hypotheses = family.Hypotheses, groups = family.Thresholds.Length;
        int perHead = (tailCount + TLanes.Count - 1) / TLanes.Count, stride = groups * tailCount;
        int tile = Math.Min(Math.Min(headCount, Math.Max(1, TileHeads / groups)), short.MaxValue / perHead);
        ArgumentOutOfRangeException.ThrowIfZero(tile, nameof(tailCount));
        PermutationCounts counts = PermutationCounts.Empty(hypotheses) with { Orders = (long)headCount * tailCount };
        var raw = new TVector[hypotheses];
        var stepDown = new TVector[hypotheses];
        var singleStep = new TVector[hypotheses];
        var cuts = new TVector[groups];
        int[] placeOf = PlacesOf(family);
        T[] maxima = new T[tile * stride];
        TVector mask = TailMask(tailCount);
        int counted = 0;
        for (int first = 0; first < headCount; first += tile)
        {
            int inTile = Math.Min(tile, headCount - first);
            if (counted + inTile * perHead > short.MaxValue) counted = Empty(counts, raw, singleStep, stepDown);
            counted += inTile * perHead;
            Array.Fill(maxima, T.NegativeOne);
            int active = 0;
            for (int j = hypotheses - 1; j >= 0; j--)
            {
                int group = placeOf[family.GroupOf[j]];
                active = Math.Max(active, group + 1);
                Broadcast(family, placeOf, j, cuts);
                for (int t = 0; t < inTile; t++)
                {
                    ref T tail = ref tails[j * tailCount];
                    ref T maximum = ref maxima[t * stride + group * tailCount];
                    TVector head = TLanes.Create(heads[j * headCount + first + t]);
                    if (groups == 1)
                    {
                        Advance(ref tail, ref maximum, tailCount, head, cuts[0], mask, ref raw[j], ref stepDown[j]);
                    }
                    else
                    {
                        TVector unused = cuts[group];
                        Advance(ref tail, ref maximum, tailCount, head, cuts[group], mask, ref raw[j], ref unused);
                        CountAny(ref maxima[t * stride], tailCount, cuts.AsSpan(0, active), mask, ref stepDown[j]);
                    }
                }
            }

            for (int i = 0; i < hypotheses; i++)
            {
                Broadcast(family, placeOf, i, cuts);
                for (int t = 0; t < inTile; t++) CountAny(ref maxima[t * stride], tailCount, cuts, mask, ref singleStep[i]);
            }
        }

        Empty(counts, raw, singleStep, stepDown);
        return counts;
    }

    private static void Advance(ref T tail, ref T maximum, int length, TVector head, TVector cut, TVector mask, ref TVector raw, ref TVector stepDown)
    {
        TVector own = raw, below = stepDown;
        int at = 0;
        for (; at <= length - TLanes.Count; at += TLanes.Count)
        {
            TVector statistic = TLanes.Abs(TLanes.Add(TLanes.Load(ref tail, (nuint)at), head));
            own = TLanes.Subtract(own, TLanes.AtLeast(statistic, cut));
            TVector larger = TLanes.Max(TLanes.Load(ref maximum, (nuint)at), statistic);
            TLanes.Store(larger, ref maximum, (nuint)at);
            below = TLanes.Subtract(below, TLanes.AtLeast(larger, cut));
        }

        if (at < length)
        {
            nuint last = (nuint)(length - TLanes.Count);
            TVector statistic = TLanes.Abs(TLanes.Add(TLanes.Load(ref tail, last), head));
            own = TLanes.Subtract(own, TLanes.And(mask, TLanes.AtLeast(statistic, cut)));
            TVector larger = TLanes.Max(TLanes.Load(ref maximum, last), statistic);
            TLanes.Store(larger, ref maximum, last);
            below = TLanes.Subtract(below, TLanes.And(mask, TLanes.AtLeast(larger, cut)));
        }

        (raw, stepDown) = (own, below);
    }

    // Orders in which the maximum of any group reaches that group's cut.
    private static void CountAny(ref T maxima, int length, ReadOnlySpan<TVector> cuts, TVector mask, ref TVector counter)
    {
        TVector sum = counter;
        int at = 0;
        for (; at <= length - TLanes.Count; at += TLanes.Count) sum = TLanes.Subtract(sum, Any(ref maxima, length, cuts, (nuint)at));
        if (at < length) sum = TLanes.Subtract(sum, TLanes.And(mask, Any(ref maxima, length, cuts, (nuint)(length - TLanes.Count))));
        counter = sum;
    }

    private static TVector Any(ref T maxima, int length, ReadOnlySpan<TVector> cuts, nuint at)
    {
        TVector any = TLanes.AtLeast(TLanes.Load(ref maxima, at), cuts[0]);
        for (int g = 1; g < cuts.Length; g++) any = TLanes.Or(any, TLanes.AtLeast(TLanes.Load(ref maxima, at + (nuint)(g * length)), cuts[g]));
        return any;
    }

    private static void Broadcast(PermutationFamily family, int[] placeOf, int hypothesis, TVector[] cuts)
    {
        for (int g = 0; g < cuts.Length; g++) cuts[placeOf[g]] = TLanes.Create(T.CreateTruncating(Math.Min(family.Thresholds[g][hypothesis], family.LargestStatistic + 1)));
    }

    // Groups in the order in which the walk from the least extreme hypothesis up meets them: a group not met yet has no maximum to compare.
    private static int[] PlacesOf(PermutationFamily family)
    {
        int[] met = [.. family.GroupOf.Reverse().Concat(Enumerable.Range(0, family.Thresholds.Length)).Distinct()];
        int[] places = new int[met.Length];
        for (int place = 0; place < met.Length; place++) places[met[place]] = place;
        return places;
    }

    private static TVector TailMask(int length)
    {
        Span<T> lanes = stackalloc T[TLanes.Count];
        int fresh = length % TLanes.Count;
        for (int i = 0; i < lanes.Length; i++) lanes[i] = i >= lanes.Length - fresh ? T.NegativeOne : T.Zero;
        return TLanes.Load(ref MemoryMarshal.GetReference(lanes), 0);
    }

    private static int Empty(PermutationCounts counts, TVector[] raw, TVector[] singleStep, TVector[] stepDown)
    {
        Move(raw, counts.Raw);
        Move(singleStep, counts.SingleStep);
        Move(stepDown, counts.StepDown);
        return 0;
    }

    private static void Move(TVector[] from, long[] to)
    {
        Span<T> lanes = stackalloc T[TLanes.Count];
        for (int i = 0; i < from.Length; i++)
        {
            TLanes.Store(from[i], ref MemoryMarshal.GetReference(lanes), 0);
            foreach (T lane in lanes) to[i] += long.CreateTruncating(lane);
            from[i] = TLanes.Create(T.Zero);
        }
    }
}
