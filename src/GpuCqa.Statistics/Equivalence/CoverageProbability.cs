namespace GpuCqa.Statistics;

/// <summary>Probability that mean +- k s of n normal values covers a share of their population.</summary>
/// <remarks>2 sqrt(n / 2 pi) integral from 0 of exp(-n x^2 / 2) P(chi2_f > f R(x)^2 / k^2) dx, with Phi(x + R) - Phi(x - R) = share; Simpson over x, in which the integrand is smooth.</remarks>
public static class CoverageProbability
{
    /// <summary>The probability.</summary>
    /// <param name="lots">Values, 2 at least.</param>
    /// <param name="k">Standard deviations to each side.</param>
    /// <param name="share">Share of the population, between 0 and 1.</param>
    public static double Of(int lots, double k, double share)
    {
        if (share <= 0) return 1;
        if (share >= 1) return 0;
        const int Steps = 200;
        double end = 8 / Math.Sqrt(lots), sum = 0, f = lots - 1, radius = -NormalDistribution.Quantile((1 - share) / 2);
        for (int i = 0; i <= Steps; i++)
        {
            double x = end * i / Steps;
            radius = Radius(x, share, radius);
            double value = Math.Exp(-0.5 * lots * x * x) * IncompleteGamma.Upper(f / 2, f * radius * radius / (2 * k * k));
            sum += value * (i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2);
        }

        return 2 * Math.Sqrt(lots / (2 * Math.PI)) * sum * end / (3 * Steps);
    }

    // R grows with x; Newton from the R before.
    private static double Radius(double x, double share, double start)
    {
        double r = start;
        for (int i = 0; i < 50; i++)
        {
            double error = NormalDistribution.Cdf(x + r) - NormalDistribution.Cdf(x - r) - share;
            double slope = (Math.Exp(-0.5 * (x + r) * (x + r)) + Math.Exp(-0.5 * (x - r) * (x - r))) / Math.Sqrt(2 * Math.PI);
            double next = r - (error / slope);
            if (Math.Abs(next - r) <= 1e-14 * r) return next;
            r = next;
        }

        return r;
    }
}
