namespace GpuCqa.Statistics;

/// <summary>Tests that the mean over lots of a difference within lots is zero, one test a gene, all against one control.</summary>
/// <remarks>
/// Variances are moderated as in <see cref="PairedModeratedT"/> (Smyth 2004), also where genes have different numbers of lots: the prior is that of the genes with the most frequent number.
/// All differences of a lot share its control, so that their variances are correlated and say less together than so many independent ones: with correlation r of the differences, variances
/// of G genes on d degrees of freedom are worth d G / (1 + (G - 1) r^2). The degrees of freedom are at most that, with r = 1/2 (control and knock-downs vary alike).
/// </remarks>
internal static class LotTests
{
    /// <summary>Most lots whose sign patterns are all enumerated.</summary>
    public const int MostFlipped = 22;

    private const double SharedControl = 0.5;

    /// <summary>Tests every gene.</summary>
    /// <param name="differences">Of each gene, one a lot.</param>
    public static LotTest[] Of(IReadOnlyList<double[]> differences)
    {
        double[] means = [.. differences.Select(d => d.Length == 0 ? double.NaN : d.Average())], variances = [.. differences.Select((d, g) => d.Length < 2 ? double.NaN : d.Sum(v => (v - means[g]) * (v - means[g])) / (d.Length - 1))];
        int usual = differences.Where(d => d.Length > 1).GroupBy(d => d.Length).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key).Select(g => g.Key).FirstOrDefault();
        double[] fitted = [.. variances.Where((_, g) => differences[g].Length == usual)];
        VariancePrior prior = VariancePrior.Fit(fitted, Math.Max(1, usual - 1));
        double most = fitted.Length * (usual - 1) / (1 + ((fitted.Length - 1) * SharedControl * SharedControl));
        return [.. differences.Select((d, g) => One(d, means[g], variances[g], prior, most))];
    }

    /// <summary>Share of all sign patterns whose mean is as far from zero.</summary>
    public static double SignFlip(double[] differences)
    {
        int n = differences.Length;
        if (n == 0 || n > MostFlipped) return double.NaN;
        double sum = Math.Abs(differences.Sum()), scale = differences.Sum(Math.Abs);
        double[] sums = [-differences[0]];
        // Mirror patterns have the mirror sum: the first sign is fixed.
        for (int i = 1; i < n; i++) sums = [.. sums.Select(s => s - differences[i]), .. sums.Select(s => s + differences[i])];
        return sums.Count(s => Math.Abs(s) >= sum - (1e-12 * scale)) / (double)sums.Length;
    }

    private static LotTest One(double[] d, double mean, double variance, VariancePrior prior, double most)
    {
        if (d.Length < 2) return new LotTest(mean, double.NaN, 0, double.NaN, double.NaN, SignFlip(d));
        int own = d.Length - 1;
        bool infinite = double.IsPositiveInfinity(prior.Freedom);
        double posterior = infinite ? prior.Variance : ((prior.Freedom * prior.Variance) + (own * variance)) / (prior.Freedom + own);
        if (prior.Freedom == 0) posterior = variance;
        double freedom = prior.Freedom == 0 ? own : Math.Max(own, Math.Min(prior.Freedom + own, most)), error = Math.Sqrt(posterior / d.Length);
        return new LotTest(mean, error, freedom, P(mean, error, freedom), P(mean, Math.Sqrt(variance / d.Length), own), SignFlip(d));
    }

    private static double P(double mean, double error, double freedom) => error > 0 ? StudentDistribution.TwoSided(mean / error, freedom) : mean == 0 ? 1 : 0;
}
