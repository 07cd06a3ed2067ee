using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>p-values of several sets combined by their tails. For comparison only: they suppose continuous p, and those of few lots are not; <see cref="StratifiedRho"/> is exact.</summary>
public static class CombinedP
{
    /// <summary>Fisher's method: -2 sum ln p against chi-square with 2k degrees of freedom.</summary>
    /// <returns>Statistic, degrees of freedom, p; NaN of no p at all.</returns>
    /// <exception cref="InvalidParameterException">When a p is not in [0, 1].</exception>
    public static (double ChiSquare, int Degrees, double P) Fisher(ReadOnlySpan<double> p)
    {
        Require(p);
        if (p.Length == 0) return (double.NaN, 0, double.NaN);
        double statistic = 0;
        foreach (double value in p) statistic -= 2 * Math.Log(value);
        return (statistic, 2 * p.Length, double.IsPositiveInfinity(statistic) ? 0 : IncompleteGamma.Upper(p.Length, statistic / 2));
    }

    /// <summary>Stouffer's method with weights sqrt(n): sum sqrt(n) z / sqrt(sum n).</summary>
    /// <param name="p">One-sided p of each set.</param>
    /// <param name="lots">Lots of each set.</param>
    /// <returns>Statistic and one-sided p; NaN of no p at all, or of both a 0 and a 1.</returns>
    /// <exception cref="InvalidParameterException">When a p is not in [0, 1], or the lengths differ.</exception>
    public static (double Z, double P) Stouffer(ReadOnlySpan<double> p, ReadOnlySpan<int> lots)
    {
        Require(p);
        if (p.Length != lots.Length) throw new InvalidParameterException($"Expected the lots of {p.Length} sets; found {lots.Length}.");
        double sum = 0, weights = 0;
        for (int i = 0; i < p.Length; i++)
        {
            sum += Math.Sqrt(lots[i]) * -NormalDistribution.Quantile(p[i]);
            weights += lots[i];
        }

        double z = sum / Math.Sqrt(weights);
        return (z, NormalTail.Upper(z));
    }

    private static void Require(ReadOnlySpan<double> p)
    {
        foreach (double value in p)
        {
            if (!(value >= 0 && value <= 1)) throw new InvalidParameterException($"A p-value lies between 0 and 1; found {value}. Leave sets that were not testable out.");
        }
    }
}
