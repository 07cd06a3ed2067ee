namespace GpuCqa.Statistics;

/// <summary>What many variances have in common, toward which each of them is shrunk: limma's squeezeVar without trend or robustness.</summary>
/// <param name="Freedom">Prior degrees of freedom; may be infinite, and then every variance becomes the prior one.</param>
/// <param name="Variance">Prior variance.</param>
/// <param name="ResidualFreedom">Degrees of freedom of each variance.</param>
/// <param name="TotalFreedom">Degrees of freedom after shrinking, at most the sum over all variances.</param>
/// <remarks>
/// A scaled F prior by the first two moments of log s^2 (Smyth 2004, section 6.2; limma's fitFDist). Where the logarithms vary less than sampling alone would make them, the prior has
/// infinite degrees of freedom and is the mean variance.
/// </remarks>
public sealed record VariancePrior(double Freedom, double Variance, int ResidualFreedom, double TotalFreedom)
{
    /// <summary>Fits the prior.</summary>
    /// <param name="variances">One a test, not negative.</param>
    /// <param name="freedom">Degrees of freedom of each, at least 1.</param>
    public static VariancePrior Fit(ReadOnlySpan<double> variances, int freedom)
    {
        if (variances.Length < 2) return new VariancePrior(0, variances.Length == 0 ? double.NaN : variances[0], freedom, freedom);
        // A variance of exactly zero has no logarithm; as in limma it is raised to a trifle of the median, and of 1 where more than half are zero.
        double median = Median(variances), floor = 1e-5 * (median > 0 ? median : 1);
        double offset = GammaFunction.Digamma(0.5 * freedom) - Math.Log(0.5 * freedom);
        double[] logs = new double[variances.Length];
        double sum = 0, logSum = 0;
        for (int i = 0; i < logs.Length; i++)
        {
            double raised = Math.Max(variances[i], floor);
            sum += raised;
            logSum += logs[i] = Math.Log(raised) - offset;
        }

        double mean = logSum / logs.Length, squares = 0;
        foreach (double log in logs) squares += (log - mean) * (log - mean);
        double excess = (squares / (logs.Length - 1)) - GammaFunction.Trigamma(0.5 * freedom), most = (double)freedom * logs.Length;
        if (!(excess > 0)) return new VariancePrior(double.PositiveInfinity, sum / logs.Length, freedom, most);
        double prior = 2 * GammaFunction.InverseTrigamma(excess);
        return new VariancePrior(prior, Math.Exp(mean + GammaFunction.Digamma(0.5 * prior) - Math.Log(0.5 * prior)), freedom, Math.Min(prior + freedom, most));
    }

    /// <summary>A variance after shrinking.</summary>
    public double Shrink(double variance) =>
        double.IsPositiveInfinity(Freedom) ? Variance : ((Freedom * Variance) + (ResidualFreedom * variance)) / (Freedom + ResidualFreedom);

    private static double Median(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        return 0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
    }
}
