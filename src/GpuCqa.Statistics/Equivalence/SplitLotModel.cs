using GpuCqa.Core.Errors;

namespace GpuCqa.Statistics;

/// <summary>The difference of two processes from lots that both made and lots of the process before: y = process + donor + error by REML.</summary>
/// <remarks>
/// The likelihood of the error contrasts falls apart into three independent variances (differences of pairs, means of pairs, lots that were not split, each with its degrees of freedom), so that the
/// estimate is the minimum over the one ratio of the two components. At the boundary the donor's variance is 0, which is said: lots are never counted as more than they are.
/// </remarks>
/// <param name="Difference">After less before.</param>
/// <param name="StandardError">Kenward and Roger's.</param>
/// <param name="DegreesOfFreedom">Of its t test.</param>
/// <param name="ErrorVariance">Variance of one lot made from a donor by a process.</param>
/// <param name="DonorVariance">Variance between donors; 0 at the boundary.</param>
/// <param name="AnovaDonorVariance">The unconstrained estimate from the pairs, which may be negative.</param>
/// <param name="AtBoundary">Whether the donor's variance was estimated as 0.</param>
public sealed record SplitLotModel(double Difference, double StandardError, double DegreesOfFreedom, double ErrorVariance, double DonorVariance, double AnovaDonorVariance, bool AtBoundary)
{
    /// <summary>Fits the model.</summary>
    /// <param name="before">Per pair, the lot of the process before.</param>
    /// <param name="after">Per pair, the lot of the process after, of the same donor.</param>
    /// <param name="historic">Lots of the process before that were not split, each of a donor of its own.</param>
    /// <exception cref="InvalidParameterException">There are fewer than two pairs, lengths differ, a value is not finite, or all differences are equal.</exception>
    public static SplitLotModel Fit(ReadOnlySpan<double> before, ReadOnlySpan<double> after, ReadOnlySpan<double> historic)
    {
        if (before.Length != after.Length || before.Length < 2) throw new InvalidParameterException($"Split lots need at least two pairs; found {before.Length} before and {after.Length} after.");
        int n = before.Length, h = historic.Length;
        double[] differences = new double[n], means = new double[n];
        for (int i = 0; i < n; i++)
        {
            differences[i] = after[i] - before[i];
            means[i] = 0.5 * (after[i] + before[i]);
        }

        if (differences.Any(d => !double.IsFinite(d)) || historic.ToArray().Any(y => !double.IsFinite(y))) throw new InvalidParameterException("Split lots need finite values.");
        (double meanDifference, double squares) = Squares(differences);
        (double meanOfMeans, double squaresOfMeans) = Squares(means);
        (double meanHistoric, double squaresHistoric) = Squares(historic);
        if (squares == 0) throw new InvalidParameterException("All differences of the pairs are equal: their spread cannot be estimated.");
        return Of(n, h, meanDifference, h == 0 ? 0 : meanOfMeans - 0.5 * meanDifference - meanHistoric, squares, squaresOfMeans, squaresHistoric);
    }

    /// <summary>The fit from what is sufficient for it.</summary>
    /// <param name="n">Pairs.</param>
    /// <param name="h">Historic lots.</param>
    /// <param name="meanDifference">Mean of the pairs' differences.</param>
    /// <param name="contrast">Mean of the pairs' lots before less that of the historic lots; 0 without these.</param>
    /// <param name="squares">Sum of squares of the differences around their mean, above 0.</param>
    /// <param name="squaresOfMeans">The same of the pairs' means.</param>
    /// <param name="squaresHistoric">The same of the historic lots.</param>
    internal static SplitLotModel Of(int n, int h, double meanDifference, double contrast, double squares, double squaresOfMeans, double squaresHistoric)
    {
        double unsplit = squaresHistoric + (h == 0 ? 0 : contrast * contrast * n * h / (n + h));
        int degrees = (2 * (n - 1)) + h;
        double Error(double ratio) => (0.5 * squares + squaresOfMeans / (ratio + 0.5) + unsplit / (ratio + 1)) / degrees;
        double Deviance(double ratio) => degrees * Math.Log(Error(ratio)) + (n - 1) * Math.Log(ratio + 0.5) + h * Math.Log(ratio + 1);
        double best = Minimum(Deviance);
        double e = Error(best), d = best * e;
        SplitLotVariance at = SplitLotVariance.At(n, h, e, d);
        double difference = h == 0 ? meanDifference : meanDifference + contrast * e * h / ((d + e) * (n + h));
        double anova = squaresOfMeans / (n - 1) - 0.25 * squares / (n - 1);
        return new SplitLotModel(difference, at.CorrectedError, at.DegreesOfFreedom, e, d, anova, best == 0);
    }

    // Over ratios of 0 to 1e8: a grid on log(1 + ratio), then golden section around its best.
    private static double Minimum(Func<double, double> deviance)
    {
        const int Steps = 200;
        double step = Math.Log(1e8) / Steps, at = 0, least = deviance(0);
        for (int i = 1; i <= Steps; i++)
        {
            double value = deviance(Math.Exp(i * step) - 1);
            if (value < least) (at, least) = (i * step, value);
        }

        double low = Math.Max(0, at - step), high = at + step, golden = (Math.Sqrt(5) - 1) / 2;
        for (int i = 0; i < 80; i++)
        {
            double left = high - golden * (high - low), right = low + golden * (high - low);
            if (deviance(Math.Exp(left) - 1) <= deviance(Math.Exp(right) - 1)) high = right; else low = left;
        }

        double found = Math.Exp(0.5 * (low + high)) - 1;
        return deviance(found) < deviance(0) ? found : 0;
    }

    private static (double Mean, double Squares) Squares(ReadOnlySpan<double> values)
    {
        double mean = 0, squares = 0;
        foreach (double v in values) mean += v / values.Length;
        foreach (double v in values) squares += (v - mean) * (v - mean);
        return (mean, squares);
    }
}
