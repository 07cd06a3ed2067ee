using GpuCqa.Core.Randomness;

namespace GpuCqa.Simulation;

/// <summary>Exact draws from the distributions of the generator, from one counter-based stream.</summary>
internal static class PhiloxDistributions
{
    private const int SmallFactorials = 128;
    private static readonly double[] LogFactorials = MakeLogFactorials();

    /// <summary>Gamma(shape, scale 1) by squeeze and rejection (Marsaglia and Tsang, ACM TOMS 2000); shapes below 1 by their boost.</summary>
    public static double NextGamma(this ref Philox random, double shape)
    {
        if (shape < 1)
        {
            double boosted = random.NextGamma(shape + 1);
            return boosted * Math.Pow(1.0 - random.NextDouble(), 1.0 / shape);
        }

        double d = shape - (1.0 / 3.0);
        double c = 1.0 / Math.Sqrt(9.0 * d);
        while (true)
        {
            double x = random.NextNormal();
            double root = 1.0 + (c * x);
            if (root <= 0) continue;
            double v = root * root * root;
            double u = 1.0 - random.NextDouble();
            double xx = x * x;
            if (u < 1.0 - (0.0331 * xx * xx)) return d * v;
            if (Math.Log(u) < (0.5 * xx) + (d * (1.0 - v + Math.Log(v)))) return d * v;
        }
    }

    /// <summary>Poisson(mean): inversion below 10, transformed rejection (Hörmann, Insurance: Mathematics and Economics 1993) above.</summary>
    public static int NextPoisson(this ref Philox random, double mean)
    {
        if (mean <= 0) return 0;
        return mean < 10 ? PoissonByInversion(ref random, mean) : PoissonByRejection(ref random, mean);
    }

    /// <summary>Negative binomial with the given mean and size theta (variance mean + mean^2 / theta), as a Poisson whose mean is gamma.</summary>
    public static int NextNegativeBinomial(this ref Philox random, double mean, double theta) =>
        mean <= 0 ? 0 : random.NextPoisson(random.NextGamma(theta) * (mean / theta));

    /// <summary>Dirichlet(precision * shares): the shares as one capture of cells shows them.</summary>
    public static double[] NextDirichlet(this ref Philox random, ReadOnlySpan<double> shares, double precision)
    {
        double[] result = shares.ToArray();
        if (double.IsPositiveInfinity(precision)) return result;
        double sum = 0;
        for (int k = 0; k < result.Length; k++) sum += result[k] = shares[k] > 0 ? random.NextGamma(precision * shares[k]) : 0;
        for (int k = 0; k < result.Length; k++) result[k] = sum > 0 ? result[k] / sum : shares[k];
        return result;
    }

    /// <summary>Beta(a, b) as the share of one gamma in two.</summary>
    public static double NextBeta(this ref Philox random, double a, double b)
    {
        double x = random.NextGamma(a);
        double y = random.NextGamma(b);
        // Both underflow only for tiny shapes, whose law has all its mass at the ends.
        return x + y > 0 ? x / (x + y) : random.NextDouble() < a / (a + b) ? 1 : 0;
    }

    private static int PoissonByInversion(ref Philox random, double mean)
    {
        double u = random.NextDouble();
        double term = Math.Exp(-mean);
        int k = 0;
        // The bound ends the search where rounding keeps the sum of terms below a u next to 1.
        while (u >= term && k < 200)
        {
            u -= term;
            k++;
            term *= mean / k;
        }

        return k;
    }

    private static int PoissonByRejection(ref Philox random, double mean)
    {
        double b = 0.931 + (2.53 * Math.Sqrt(mean));
        double a = -0.059 + (0.02483 * b);
        double logInverseAlpha = Math.Log(1.1239 + (1.1328 / (b - 3.4)));
        double accept = 0.9277 - (3.6224 / (b - 2.0));
        double logMean = Math.Log(mean);
        while (true)
        {
            double u = random.NextDouble() - 0.5;
            double v = 1.0 - random.NextDouble();
            double us = 0.5 - Math.Abs(u);
            if (us <= 0) continue;
            double k = Math.Floor((((2.0 * a / us) + b) * u) + mean + 0.43);
            if (us >= 0.07 && v <= accept) return (int)k;
            if (k < 0 || (us < 0.013 && v > us)) continue;
            if (Math.Log(v) + logInverseAlpha - Math.Log((a / (us * us)) + b) <= (k * logMean) - mean - LogFactorial((int)k)) return (int)k;
        }
    }

    private static double LogFactorial(int k)
    {
        if (k < SmallFactorials) return LogFactorials[k];
        // Stirling's series: at k >= 128 the first omitted term is below 1e-17.
        double n = k + 1.0;
        double inverse = 1.0 / n;
        double square = inverse * inverse;
        return ((n - 0.5) * Math.Log(n)) - n + 0.91893853320467274178
            + (inverse * ((1.0 / 12.0) - (square * ((1.0 / 360.0) - (square * (1.0 / 1260.0))))));
    }

    private static double[] MakeLogFactorials()
    {
        var table = new double[SmallFactorials];
        for (int k = 2; k < SmallFactorials; k++) table[k] = table[k - 1] + Math.Log(k);
        return table;
    }
}
