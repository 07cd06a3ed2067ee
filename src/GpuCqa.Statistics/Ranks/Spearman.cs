using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>Spearman's rank correlation: the Pearson correlation of midranks, with its exact permutation test.</summary>
/// <remarks>The formula 1 - 6 sum(d^2) / (n^3 - n) is wrong with ties and is not used.</remarks>
public static class Spearman
{
    /// <summary>Largest number of lots for which one pair is tested exactly.</summary>
    public const int ExactLots = SpearmanNull.MaximumLots;

    /// <summary>Rho; NaN when a side is constant or there are fewer than two lots.</summary>
    /// <exception cref="InvalidParameterException">When the lengths differ or a value is not a number.</exception>
    public static double Correlation(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Correlate(x, y).Rho;

    /// <summary>Rho as exact integers.</summary>
    /// <exception cref="InvalidParameterException">When the lengths differ or a value is not a number.</exception>
    public static RankCorrelation Correlate(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        RequireSameLength(x.Length, y.Length);
        return RankCorrelation.Of(Midranks.Centered(x), Midranks.Centered(y));
    }

    /// <summary>Rho and the exact counts of orders of one side that are at least as extreme.</summary>
    /// <param name="x">One value per lot.</param>
    /// <param name="y">One value per lot.</param>
    /// <exception cref="InvalidParameterException">When the lengths differ, a value is not a number, or there are more than <see cref="ExactLots"/> lots.</exception>
    public static SpearmanTest Test(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        RequireSameLength(x.Length, y.Length);
        int[] a = Midranks.Centered(x);
        int[] b = Midranks.Centered(y);
        RankCorrelation correlation = RankCorrelation.Of(a, b);
        return new SpearmanTest(x.Length, correlation, correlation.Status == EstimateStatus.Estimated ? SpearmanNull.Of(a, b) : null);
    }

    /// <summary>Two-sided p by Student's t with n - 2 degrees of freedom: what many programs print. For comparison only, never reported as a result.</summary>
    public static double ApproximateP(double rho, int lots) =>
        Math.Abs(rho) >= 1 ? 0 : StudentDistribution.TwoSided(rho * Math.Sqrt((lots - 2) / ((1 - rho) * (1 + rho))), lots - 2);

    /// <summary>Rho without each lot in turn, in the order of the lots; NaN where the remainder is constant.</summary>
    /// <exception cref="InvalidParameterException">When the lengths differ or a value is not a number.</exception>
    public static double[] LeaveOneOut(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        RequireSameLength(x.Length, y.Length);
        double[] rho = new double[x.Length];
        for (int i = 0; i < rho.Length; i++) rho[i] = Correlation(Without(x, i), Without(y, i));
        return rho;
    }

    private static double[] Without(ReadOnlySpan<double> values, int lot) => [.. values[..lot], .. values[(lot + 1)..]];

    private static void RequireSameLength(int x, int y)
    {
        if (x != y) throw new InvalidParameterException($"A correlation needs the same lots on both sides; found {x} and {y} values.");
    }
}
