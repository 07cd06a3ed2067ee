using GpuCqa.Compute;
using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>The rank-sum test over lots (Wilcoxon, Mann and Whitney), exact with ties.</summary>
/// <remarks>
/// The null distribution is counted by a dynamic programme over the pooled lots: ways to choose k of the first i lots with a given sum of doubled midranks, all whole
/// numbers. O(N k S) for N lots, k in the smaller group and sums up to S; 30 against 30 lots take milliseconds. Counts need 128 bits from 67 lots on and have room
/// for <see cref="ExactLots"/>; above, divisions are drawn.
/// </remarks>
public static class RankSum
{
    /// <summary>Largest number of lots of both groups together for which every division is counted.</summary>
    public const int ExactLots = 130;

    /// <summary>Compares two groups.</summary>
    /// <param name="first">One value a lot.</param>
    /// <param name="second">One value a lot.</param>
    /// <param name="drawn">Divisions drawn above <see cref="ExactLots"/> lots.</param>
    /// <param name="seed">Seed of drawn divisions.</param>
    /// <exception cref="InvalidParameterException">When a value is not a number.</exception>
    public static LotRankSum Test(ReadOnlySpan<double> first, ReadOnlySpan<double> second, long drawn = 1_000_000, ulong seed = 1)
    {
        int lots = first.Length + second.Length;
        int[] ranks = Midranks.Doubled([.. first, .. second]);
        long sum = 0;
        for (int i = 0; i < first.Length; i++) sum += ranks[i];
        double u = 0.5 * (sum - first.Length * (first.Length + 1L));
        var result = new LotRankSum
        {
            First = first.Length, Second = second.Length, U = u, IsExact = lots <= ExactLots,
            Divisions = 0, CountAtMost = 0, CountAtLeast = 0, CountAsExtreme = 0, CountSmallest = 0, CountLargest = 0,
        };
        if (first.Length == 0 || second.Length == 0 || ranks.All(r => r == ranks[0])) return result;
        long mean = first.Length * (lots + 1L);
        (long Sum, UInt128 Count)[] atoms = lots <= ExactLots ? Atoms(ranks, first.Length) : Drawn(ranks, first.Length, drawn, seed);
        long smallest = ranks.Order().Take(first.Length).Sum(r => (long)r), largest = ranks.OrderDescending().Take(first.Length).Sum(r => (long)r);
        return result with
        {
            Divisions = Sum(atoms, _ => true),
            CountAtMost = Sum(atoms, s => s <= sum),
            CountAtLeast = Sum(atoms, s => s >= sum),
            CountAsExtreme = Sum(atoms, s => Math.Abs(s - mean) >= Math.Abs(sum - mean)),
            CountSmallest = Sum(atoms, s => s <= smallest),
            CountLargest = Sum(atoms, s => s >= largest),
        };
    }

    private static (long Sum, UInt128 Count)[] Atoms(int[] ranks, int size)
    {
        // The smaller group is chosen: the sum of the other is what is left of the total.
        int chosen = Math.Min(size, ranks.Length - size);
        RankLattice lattice = RankLattice.Of(ranks);
        int top = lattice.Values.TakeLast(chosen).Sum();
        var ways = new UInt128[chosen + 1][];
        for (int k = 0; k <= chosen; k++) ways[k] = new UInt128[top + 1];
        ways[0][0] = 1;
        for (int i = 0; i < lattice.Values.Length; i++)
        {
            int value = lattice.Values[i];
            for (int k = Math.Min(i, chosen - 1); k >= 0; k--)
            {
                UInt128[] from = ways[k], to = ways[k + 1];
                for (int s = 0; s <= top - value; s++)
                {
                    if (from[s] > 0) to[s + value] += from[s];
                }
            }
        }

        long total = ranks.Sum(r => (long)r);
        return [.. ways[chosen].Select((count, s) => (Sum: Back(s), count)).Where(a => a.count > 0)];

        long Back(int s)
        {
            long sum = (long)chosen * lattice.Origin + (long)lattice.Step * s;
            return chosen == size ? sum : total - sum;
        }
    }

    private static (long Sum, UInt128 Count)[] Drawn(int[] ranks, int size, long drawn, ulong seed)
    {
        PermutationPlan plan = PermutationPlan.MonteCarlo(ranks.Length, drawn, seed);
        var counts = new Dictionary<long, UInt128>();
        for (int block = 0; block < plan.Blocks; block++)
        {
            foreach (int[] order in plan.Draw(block))
            {
                long sum = 0;
                for (int i = 0; i < size; i++) sum += ranks[order[i]];
                counts[sum] = counts.GetValueOrDefault(sum) + 1;
            }
        }

        return [.. counts.Select(c => (c.Key, c.Value))];
    }

    private static UInt128 Sum((long Sum, UInt128 Count)[] atoms, Func<long, bool> counted)
    {
        UInt128 total = 0;
        foreach ((long sum, UInt128 count) in atoms)
        {
            if (counted(sum)) total += count;
        }

        return total;
    }
}
