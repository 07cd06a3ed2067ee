using System.Numerics;
using GpuCqa.Compute;

namespace GpuCqa.Statistics;

/// <summary>Makes statistics of different hypotheses comparable by integer thresholds: by |rho| for maxT, by exact p for minP.</summary>
internal static class FamilyScale
{
    /// <summary>Orders hypotheses by |rho|, largest first, and gives each scale its thresholds.</summary>
    /// <remarks>
    /// |c| / sqrt(v) >= |c0| / sqrt(v0) is c^2 v0 >= c0^2 v in whole numbers: no tolerance, and equal correlations compare as equal whatever
    /// their ties. The usual floating rule (>= rho - 1e-10) differs only when two distinct rationals are closer than that.
    /// </remarks>
    public static (int[] Order, PermutationFamily Family) ByCorrelation(RankCorrelation[] observed, int[][] ranks, int[][] readouts, int[] readoutOf)
    {
        int[] order = Sorted(observed.Length, (a, b) => observed[b].CompareSize(observed[a]));
        Int128[] scales = observed.Select(c => c.Squares).Distinct().Order().ToArray();
        int[] groupOf = order.Select(h => Array.BinarySearch(scales, observed[h].Squares)).ToArray();
        long[][] thresholds = scales.Select(scale => order.Select(h => Smallest(observed[h], scale)).ToArray()).ToArray();
        return (order, new PermutationFamily(Pick(ranks, order), readouts, Pick(readoutOf, order), groupOf, thresholds));
    }

    /// <summary>Orders hypotheses by their exact two-sided p, smallest first, and gives each null distribution its thresholds.</summary>
    public static (int[] Order, PermutationFamily Family) ByP(RankCorrelation[] observed, int[][] ranks, int[][] readouts, int[] readoutOf)
    {
        // The null distribution depends on the two sets of ranks alone, so hypotheses with the same ties share it.
        string[] keys = observed.Select((_, h) => $"{Key(ranks[h])}|{Key(readouts[readoutOf[h]])}").ToArray();
        string[] groups = keys.Distinct().ToArray();
        (long Size, long Count)[][] tails = groups.Select(key => Tail(SpearmanNull.Of(ranks[Array.IndexOf(keys, key)], readouts[readoutOf[Array.IndexOf(keys, key)]]))).ToArray();
        long[] counts = observed.Select((c, h) => tails[Array.IndexOf(groups, keys[h])].First(t => t.Size == Math.Abs(c.Covariance)).Count).ToArray();
        int[] order = Sorted(observed.Length, (a, b) => counts[a].CompareTo(counts[b]));
        int[] groupOf = order.Select(h => Array.IndexOf(groups, keys[h])).ToArray();
        long[][] thresholds = tails.Select(tail => order.Select(h => FirstWithin(tail, counts[h])).ToArray()).ToArray();
        return (order, new PermutationFamily(Pick(ranks, order), readouts, Pick(readoutOf, order), groupOf, thresholds));
    }

    // Smallest t >= 0 with t^2 v0 >= c0^2 v; the root is a start, whole numbers decide.
    private static long Smallest(RankCorrelation observed, Int128 scale) => observed.FitsWith(scale)
        ? Smallest((Int128)observed.Covariance, observed.Squares, scale)
        : Smallest((BigInteger)observed.Covariance, (BigInteger)observed.Squares, (BigInteger)scale);

    private static long Smallest<T>(T covariance, T own, T scale) where T : IBinaryInteger<T>
    {
        T wanted = covariance * covariance * scale;
        T t = T.CreateChecked(Math.Sqrt(double.CreateChecked(wanted) / double.CreateChecked(own)));
        while (t > T.Zero && (t - T.One) * (t - T.One) * own >= wanted) t--;
        while (t * t * own < wanted) t++;
        return long.CreateChecked(t);
    }

    // Sizes |c| ascending with the number of orders at least as extreme.
    private static (long Size, long Count)[] Tail(SpearmanNull distribution) =>
        distribution.Atoms.Select(a => Math.Abs(a.Covariance)).Distinct().Order().Select(size => (size, distribution.CountAsExtreme(size))).ToArray();

    private static long FirstWithin((long Size, long Count)[] tail, long count)
    {
        foreach ((long size, long atLeast) in tail)
        {
            if (atLeast <= count) return size;
        }

        return tail[^1].Size + 1;
    }

    private static int[] Sorted(int count, Comparison<int> compare)
    {
        int[] order = Enumerable.Range(0, count).ToArray();
        Array.Sort(order, (a, b) => compare(a, b) is var c && c != 0 ? c : a.CompareTo(b));
        return order;
    }

    private static string Key(int[] ranks) => string.Join(',', ranks.Order());

    private static T[] Pick<T>(T[] values, int[] order) => Array.ConvertAll(order, i => values[i]);
}
