using System.Numerics;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Statistics;

/// <summary>The stratified test of several sets: T = sum (n - 1) rho / sum (n - 1), lots permuted within their set.</summary>
/// <remarks>
/// The null distribution of T is built from the sets' own exact ones: its values are sums of one value a set, its counts products of their counts. All but two sets are
/// folded into two distributions, values next to each other within 2^-44 being one, and the tail is summed over one against the cumulated other. An order counts as at
/// least as extreme when T* >= T - 2^-36 (<see cref="PearsonScores.Resolution"/>). Without ties T is a multiple of 1 / (lcm of n (n + 1) x sum of weights), far coarser
/// than that for sets of up to 18 lots, so the count is exact; with ties, whose scales are roots, values closer than that count as equal, which can only make p larger.
/// Above <see cref="SpearmanNull.MaximumLots"/> lots in a set, or <see cref="MaximumValues"/> values of T, orders are drawn.
/// </remarks>
public static class Stratified
{
    /// <summary>Most combinations of values of the sets' statistics that are folded into one distribution.</summary>
    public const long MaximumValues = 4_000_000;

    private const double Same = 1.0 / (1L << 44);

    /// <summary>Tests in one direction.</summary>
    /// <param name="sets">The sets; each with at least two lots and both sides varying.</param>
    /// <param name="direction">+1: positive rho expected; -1: negative.</param>
    /// <param name="drawn">Orders drawn where not all are counted.</param>
    /// <param name="seed">Seed of drawn orders.</param>
    /// <exception cref="InvalidParameterException">When a set has a constant side or values that are not numbers.</exception>
    public static StratifiedRho Test(IReadOnlyList<StratifiedSet> sets, int direction, long drawn = 1_000_000, ulong seed = 1)
    {
        int[][] x = [.. sets.Select(s => Midranks.Centered(s.Fractions))], y = [.. sets.Select(s => Midranks.Centered(s.Readouts))];
        int[] lots = [.. x.Select(v => v.Length)];
        RankCorrelation[] correlations = [.. sets.Select(s => Spearman.Correlate(s.Fractions, s.Readouts))];
        for (int s = 0; s < sets.Count; s++)
        {
            if (correlations[s].Status == EstimateStatus.NotEstimable) throw new InvalidParameterException($"Set {sets[s].Name}: a side is the same in all lots, so it has no rho to combine; leave it out.");
            if (direction < 0) y[s] = Array.ConvertAll(y[s], r => -r);
        }

        double total = lots.Sum(n => n - 1.0);
        double[] scale = [.. correlations.Select((c, s) => (lots[s] - 1) / total / Math.Sqrt((double)c.SquaresX * c.SquaresY))];
        double observed = 0, largest = 0;
        for (int s = 0; s < sets.Count; s++)
        {
            observed += scale[s] * RankCorrelation.Of(x[s], y[s]).Covariance;
            largest += scale[s] * SetTests.Largest(x[s], y[s]);
        }

        var result = new StratifiedRho
        {
            Sets = [.. sets.Select(s => s.Name)],
            Lots = lots,
            Rho = [.. correlations.Select(c => c.Rho)],
            Combined = sets.Count == 0 ? double.NaN : direction < 0 ? -observed : observed,
            IsExact = true,
            Orders = BigInteger.Zero,
            CountAsExtreme = BigInteger.Zero,
            CountLargest = BigInteger.Zero,
        };
        if (sets.Count == 0) return result;
        double[] thresholds = [observed - PearsonScores.Resolution, largest - PearsonScores.Resolution];
        BigInteger[]? counts = lots.Max() <= SpearmanNull.MaximumLots ? Counted(x, y, scale, thresholds) : null;
        bool exact = counts is not null;
        counts ??= Drawn(x, y, scale, thresholds, drawn, seed);
        return result with
        {
            IsExact = exact,
            Orders = exact ? lots.Aggregate(BigInteger.One, (product, n) => product * Factorial(n)) : drawn,
            CountAsExtreme = counts[0],
            CountLargest = counts[1],
        };
    }

    private static BigInteger[]? Counted(int[][] x, int[][] y, double[] scale, double[] thresholds)
    {
        var parts = new List<(double Value, BigInteger Count)[]>();
        for (int s = 0; s < x.Length; s++) parts.Add([.. SpearmanNull.Of(x[s], y[s]).Atoms.Select(a => (scale[s] * a.Covariance, (BigInteger)a.Orders))]);
        while (parts.Count > 2)
        {
            parts.Sort((a, b) => b.Length.CompareTo(a.Length));
            (double Value, BigInteger Count)[] first = parts[^1], second = parts[^2];
            if ((long)first.Length * second.Length > MaximumValues) return null;
            parts.RemoveRange(parts.Count - 2, 2);
            parts.Add(Fold(first, second));
        }

        if (parts.Count == 1) parts.Add([(0, BigInteger.One)]);
        return Array.ConvertAll(thresholds, t => Tail(parts[0], parts[1], t));
    }

    private static (double Value, BigInteger Count)[] Fold((double Value, BigInteger Count)[] a, (double Value, BigInteger Count)[] b)
    {
        var all = new List<(double Value, BigInteger Count)>(a.Length * b.Length);
        foreach ((double value, BigInteger count) in a)
        {
            foreach ((double other, BigInteger more) in b) all.Add((value + other, count * more));
        }

        all.Sort((p, q) => p.Value.CompareTo(q.Value));
        var merged = new List<(double Value, BigInteger Count)>();
        foreach ((double value, BigInteger count) in all)
        {
            if (merged.Count > 0 && value - merged[^1].Value <= Same) merged[^1] = (merged[^1].Value, merged[^1].Count + count);
            else merged.Add((value, count));
        }

        return [.. merged];
    }

    // Sum over a of its count times the orders of b that bring the sum to the threshold; b is met from its largest value down as a ascends.
    private static BigInteger Tail((double Value, BigInteger Count)[] a, (double Value, BigInteger Count)[] b, double threshold)
    {
        BigInteger total = BigInteger.Zero, reached = BigInteger.Zero;
        int next = b.Length - 1;
        foreach ((double value, BigInteger count) in a)
        {
            for (; next >= 0 && value + b[next].Value >= threshold; next--) reached += b[next].Count;
            total += count * reached;
        }

        return total;
    }

    private static BigInteger[] Drawn(int[][] x, int[][] y, double[] scale, double[] thresholds, long drawn, ulong seed)
    {
        PermutationPlan[] plans = [.. x.Select((v, s) => PermutationPlan.MonteCarlo(v.Length, drawn, SplitMix64.Mix(seed + (ulong)s)))];
        long[] counts = new long[thresholds.Length];
        for (int block = 0; block < plans[0].Blocks; block++)
        {
            int[][][] orders = Array.ConvertAll(plans, p => p.Draw(block));
            for (int draw = 0; draw < orders[0].Length; draw++)
            {
                double value = 0;
                for (int s = 0; s < x.Length; s++)
                {
                    long covariance = 0;
                    int[] order = orders[s][draw];
                    for (int i = 0; i < order.Length; i++) covariance += (long)x[s][i] * y[s][order[i]];
                    value += scale[s] * covariance;
                }

                for (int t = 0; t < thresholds.Length; t++)
                {
                    if (value >= thresholds[t]) counts[t]++;
                }
            }
        }

        return Array.ConvertAll(counts, c => (BigInteger)c);
    }

    private static BigInteger Factorial(int n)
    {
        BigInteger product = BigInteger.One;
        for (int i = 2; i <= n; i++) product *= i;
        return product;
    }
}
