using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>Midranks as integers, so that permutation statistics are compared without rounding.</summary>
public static class Midranks
{
    /// <summary>Twice the midrank of each value, from 2 to 2n; tied values share the mean of their places.</summary>
    /// <exception cref="InvalidParameterException">When a value is not a number.</exception>
    /// <remarks>O(n log n). Values are tied when they are equal as doubles.</remarks>
    public static int[] Doubled(ReadOnlySpan<double> values)
    {
        int n = values.Length;
        double[] sorted = values.ToArray();
        for (int i = 0; i < n; i++)
        {
            if (double.IsNaN(sorted[i])) throw new InvalidParameterException($"Value {i + 1} of {n} is not a number; ranks need a value in every lot. Leave the lot out or complete it.");
        }

        int[] order = new int[n];
        for (int i = 0; i < n; i++) order[i] = i;
        Array.Sort(sorted, order);
        int[] ranks = new int[n];
        for (int from = 0, to; from < n; from = to)
        {
            for (to = from + 1; to < n && sorted[to] == sorted[from];) to++;
            for (int i = from; i < to; i++) ranks[order[i]] = from + to + 1;
        }

        return ranks;
    }

    /// <summary>Twice the midrank less its mean n + 1: integers that sum to zero.</summary>
    /// <exception cref="InvalidParameterException">When a value is not a number.</exception>
    /// <remarks>Spearman's rho is the cosine of two such vectors: sum(a b) / sqrt(sum(a^2) sum(b^2)), a ratio of exact integers under one root.</remarks>
    public static int[] Centered(ReadOnlySpan<double> values)
    {
        int[] ranks = Doubled(values);
        for (int i = 0; i < ranks.Length; i++) ranks[i] -= ranks.Length + 1;
        return ranks;
    }

    /// <summary>Sizes of the groups of tied values, in ascending order of value.</summary>
    public static int[] TieSizes(ReadOnlySpan<double> values) =>
        Doubled(values).GroupBy(rank => rank).OrderBy(group => group.Key).Select(group => group.Count()).ToArray();
}
