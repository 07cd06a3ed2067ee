namespace GpuCqa.Statistics;

/// <summary>An estimated difference after - before, and what its t statistic has for degrees of freedom.</summary>
/// <param name="Form">"paired", "Welch", "pooled", "blocks" (lots in fixed blocks), "mixed" (blocks random, REML).</param>
/// <param name="Estimate">The difference, on the scale of the analysis.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="DegreesOfFreedom">Never more than the lots allow.</param>
public sealed record MeanDifference(string Form, double Estimate, double StandardError, double DegreesOfFreedom)
{
    /// <summary>The difference of pairs.</summary>
    /// <param name="differences">After - before of each pair; two at least.</param>
    public static MeanDifference Paired(IReadOnlyList<double> differences)
    {
        (double mean, double variance) = Moments(differences);
        return new MeanDifference("paired", mean, Math.Sqrt(variance / differences.Count), differences.Count - 1);
    }

    /// <summary>Two groups of lots with their own variances (Welch, Satterthwaite's degrees of freedom).</summary>
    /// <param name="before">Two lots at least.</param>
    /// <param name="after">Two lots at least.</param>
    public static MeanDifference Welch(IReadOnlyList<double> before, IReadOnlyList<double> after)
    {
        ((double mean, double variance) b, (double mean, double variance) a) = (Moments(before), Moments(after));
        double vb = b.variance / before.Count, va = a.variance / after.Count, v = vb + va;
        double df = v == 0 ? before.Count + after.Count - 2 : v * v / ((vb * vb / (before.Count - 1)) + (va * va / (after.Count - 1)));
        return new MeanDifference("Welch", a.mean - b.mean, Math.Sqrt(v), df);
    }

    /// <summary>Two groups of lots with one variance.</summary>
    /// <inheritdoc cref="Welch"/>
    public static MeanDifference Pooled(IReadOnlyList<double> before, IReadOnlyList<double> after)
    {
        ((double mean, double variance) b, (double mean, double variance) a) = (Moments(before), Moments(after));
        int df = before.Count + after.Count - 2;
        double pooled = (((before.Count - 1) * b.variance) + ((after.Count - 1) * a.variance)) / df;
        return new MeanDifference("pooled", a.mean - b.mean, Math.Sqrt(pooled * ((1.0 / before.Count) + (1.0 / after.Count))), df);
    }

    /// <summary>The t interval.</summary>
    public Interval Interval(double confidence)
    {
        double reach = StudentDistribution.Quantile(1 - ((1 - confidence) / 2), DegreesOfFreedom) * StandardError;
        return new Interval(Estimate - reach, Estimate + reach);
    }

    /// <summary>Mean and variance (n - 1).</summary>
    internal static (double Mean, double Variance) Moments(IReadOnlyList<double> values)
    {
        double mean = values.Sum() / values.Count, sum = 0;
        foreach (double v in values) sum += (v - mean) * (v - mean);
        return (mean, sum / (values.Count - 1));
    }
}
