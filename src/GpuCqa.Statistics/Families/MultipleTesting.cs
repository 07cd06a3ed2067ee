using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>Adjusted p-values of a list of tests.</summary>
/// <remarks>Bonferroni and Holm hold the family-wise error, Benjamini-Hochberg and Benjamini-Yekutieli the false discovery rate (exploratory lists only). Ties by smaller index.</remarks>
public static class MultipleTesting
{
    /// <summary>min(1, m p).</summary>
    public static double[] Bonferroni(ReadOnlySpan<double> p)
    {
        double[] adjusted = new double[p.Length];
        Require(p);
        for (int i = 0; i < adjusted.Length; i++) adjusted[i] = Math.Min(1, p.Length * p[i]);
        return adjusted;
    }

    /// <summary>Holm's step-down: max over j &lt;= i of (m - j + 1) p_(j).</summary>
    public static double[] Holm(ReadOnlySpan<double> p)
    {
        int m = p.Length;
        int[] order = Order(p);
        double[] adjusted = new double[m];
        double running = 0;
        for (int i = 0; i < m; i++)
        {
            running = Math.Max(running, Math.Min(1, (m - i) * p[order[i]]));
            adjusted[order[i]] = running;
        }

        return adjusted;
    }

    /// <summary>Benjamini and Hochberg's step-up: min over j >= i of m p_(j) / j.</summary>
    public static double[] BenjaminiHochberg(ReadOnlySpan<double> p) => StepUp(p, 1);

    /// <summary>Benjamini and Yekutieli: as <see cref="BenjaminiHochberg"/>, times the harmonic sum 1 + 1/2 + ... + 1/m; valid under any dependence.</summary>
    public static double[] BenjaminiYekutieli(ReadOnlySpan<double> p)
    {
        double harmonic = 0;
        for (int i = 1; i <= p.Length; i++) harmonic += 1.0 / i;
        return StepUp(p, harmonic);
    }

    private static double[] StepUp(ReadOnlySpan<double> p, double factor)
    {
        int m = p.Length;
        int[] order = Order(p);
        double[] adjusted = new double[m];
        double running = 1;
        for (int i = m - 1; i >= 0; i--)
        {
            running = Math.Min(running, factor * m / (i + 1) * p[order[i]]);
            adjusted[order[i]] = running;
        }

        return adjusted;
    }

    private static int[] Order(ReadOnlySpan<double> p)
    {
        Require(p);
        double[] keys = p.ToArray();
        return [.. Enumerable.Range(0, keys.Length).OrderBy(i => keys[i])];
    }

    private static void Require(ReadOnlySpan<double> p)
    {
        foreach (double value in p)
        {
            if (!(value >= 0 && value <= 1)) throw new InvalidParameterException($"A p-value lies between 0 and 1; found {value}. Leave tests that were not estimable out of the list.");
        }
    }
}
