namespace GpuCqa.Statistics;

/// <summary>Fisher and Snedecor's F distribution with real degrees of freedom; infinite ones of the denominator give a chi-square variable over its degrees of freedom.</summary>
public static class FDistribution
{
    /// <summary>P(F > f), accurate when it is small.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When degrees of freedom are not positive or f is negative.</exception>
    public static double Upper(double f, double numerator, double denominator)
    {
        Require(numerator, denominator);
        if (!(f >= 0)) throw new ArgumentOutOfRangeException(nameof(f), f, "The ratio of two variances is not negative.");
        if (double.IsPositiveInfinity(f)) return 0;
        if (double.IsPositiveInfinity(denominator)) return ChiSquareDistribution.Upper(numerator * f, numerator);
        double whole = denominator + numerator * f;
        return IncompleteBeta.Lower(0.5 * denominator, 0.5 * numerator, denominator / whole, numerator * f / whole);
    }

    /// <summary>P(F &lt;= f), accurate when it is small.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When degrees of freedom are not positive or f is negative.</exception>
    public static double Lower(double f, double numerator, double denominator)
    {
        if (f == 0 || double.IsPositiveInfinity(denominator) || double.IsPositiveInfinity(f)) return 1 - Upper(f, numerator, denominator);
        return Upper(1 / f, denominator, numerator);
    }

    /// <summary>The f with P(F &lt;= f) = p.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When p is not in [0, 1] or degrees of freedom are not positive.</exception>
    public static double Quantile(double p, double numerator, double denominator)
    {
        Require(numerator, denominator);
        Elementary.RequireProbability(p);
        if (p == 0) return 0;
        if (p == 1) return double.PositiveInfinity;
        if (double.IsPositiveInfinity(denominator)) return ChiSquareDistribution.Quantile(p, numerator) / numerator;
        if (p > 0.5)
        {
            double rest = IncompleteBeta.Inverse(0.5 * denominator, 0.5 * numerator, 1 - p);
            return denominator * (1 - rest) / (numerator * rest);
        }

        double share = IncompleteBeta.Inverse(0.5 * numerator, 0.5 * denominator, p);
        return denominator * share / (numerator * (1 - share));
    }

    private static void Require(double numerator, double denominator)
    {
        if (!(numerator > 0 && double.IsFinite(numerator))) throw new ArgumentOutOfRangeException(nameof(numerator), numerator, "Degrees of freedom of the numerator are positive and finite.");
        if (!(denominator > 0)) throw new ArgumentOutOfRangeException(nameof(denominator), denominator, "Degrees of freedom must be positive.");
    }
}
