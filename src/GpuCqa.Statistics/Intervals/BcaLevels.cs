namespace GpuCqa.Statistics;

/// <summary>The levels at which a bootstrap distribution is read for a BCa interval.</summary>
internal readonly record struct BcaLevels(double BiasCorrection, double Acceleration, double Low, double High)
{
    /// <summary>alpha_j = Phi(z0 + (z0 + z_j) / (1 - a (z0 + z_j))).</summary>
    /// <param name="middle">P(rho* &lt; rho) + P(rho* = rho) / 2; at 0 or 1 the levels are NaN.</param>
    /// <param name="jackknife">Rho without each lot in turn; a NaN among them makes the levels NaN.</param>
    /// <param name="confidence">For instance 0.95.</param>
    public static BcaLevels Of(double middle, double[] jackknife, double confidence)
    {
        double z = Interval.Quantile(confidence);
        double bias = middle is > 0 and < 1 ? NormalDistribution.Quantile(middle) : double.NaN;
        double acceleration = SkewOf(jackknife);
        return new BcaLevels(bias, acceleration, Level(-z), Level(z));

        double Level(double quantile) => NormalDistribution.Cdf(bias + (bias + quantile) / (1 - acceleration * (bias + quantile)));
    }

    // sum d^3 / (6 (sum d^2)^1.5), d = mean - value; a jackknife without spread has no skew.
    private static double SkewOf(double[] jackknife)
    {
        double mean = jackknife.Average(), squares = 0, cubes = 0;
        foreach (double value in jackknife)
        {
            double d = mean - value;
            squares += d * d;
            cubes += d * d * d;
        }

        return squares == 0 ? 0 : cubes / (6 * squares * Math.Sqrt(squares));
    }
}
