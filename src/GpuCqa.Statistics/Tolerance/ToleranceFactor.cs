namespace GpuCqa.Statistics;

/// <summary>Factors k of normal tolerance limits mean +- k SD: with the stated confidence they hold at least the stated share of the population of lots.</summary>
public static class ToleranceFactor
{
    /// <summary>One-sided factor, exact: the quantile of the noncentral t distribution over sqrt(n).</summary>
    /// <param name="n">Lots that the mean was taken over.</param>
    /// <param name="content">Share of the population, for instance 0.95.</param>
    /// <param name="confidence">For instance 0.95.</param>
    /// <param name="degreesOfFreedom">Of the standard deviation; n - 1 unless it was estimated otherwise.</param>
    /// <exception cref="ArgumentOutOfRangeException">When n is below 2, or content or confidence is not between 0 and 1.</exception>
    public static double OneSided(double n, double content, double confidence, double? degreesOfFreedom = null)
    {
        double df = Require(n, content, confidence, degreesOfFreedom), root = Math.Sqrt(n);
        return NoncentralT.Quantile(confidence, df, NormalDistribution.Quantile(content) * root) / root;
    }

    /// <summary>Two-sided factor, exact: the root of the integral over the distance of the sample's mean from the true one.</summary>
    /// <inheritdoc cref="OneSided"/>
    /// <remarks>2 sqrt(n / 2 pi) int_0^inf exp(-n x^2 / 2) P(chi2_f > f R(x)^2 / k^2) dx = confidence, with Phi(x + R) - Phi(x - R) = content (Odeh 1978).</remarks>
    public static double TwoSided(double n, double content, double confidence, double? degreesOfFreedom = null)
    {
        double df = Require(n, content, confidence, degreesOfFreedom), root = Math.Sqrt(n);
        (double[] at, double[] weight) = GaussLegendre.Grid(0, 9.5 / root, 1 / root);
        double[] square = new double[at.Length];
        double total = 0;
        for (int i = 0; i < at.Length; i++)
        {
            double reach = Reach(at[i], content), z = at[i] * root;
            square[i] = df * reach * reach;
            weight[i] *= Math.Exp(-0.5 * z * z);
            total += weight[i];
        }

        for (int i = 0; i < weight.Length; i++) weight[i] /= total;
        double Short(double k)
        {
            double sum = 0;
            for (int i = 0; i < square.Length; i++) sum += weight[i] * ChiSquareDistribution.Lower(square[i] / (k * k), df);
            return sum;
        }

        double Slope(double k)
        {
            double sum = 0;
            for (int i = 0; i < square.Length; i++) sum += weight[i] * ChiSquareDistribution.Density(square[i] / (k * k), df) * 2 * square[i] / (k * k * k);
            return sum;
        }

        return RootFinder.Increasing(k => (1 - confidence) - Short(k), Slope, 0, double.PositiveInfinity, Howe(n, content, confidence, df));
    }

    /// <summary>Howe's approximation of the two-sided factor, for comparison with tables that use it.</summary>
    /// <inheritdoc cref="OneSided"/>
    public static double Howe(double n, double content, double confidence, double? degreesOfFreedom = null)
    {
        double df = Require(n, content, confidence, degreesOfFreedom);
        return -NormalDistribution.Quantile(0.5 * (1 - content)) * Math.Sqrt(df * (1 + 1 / n) / ChiSquareDistribution.Quantile(1 - confidence, df));
    }

    /// <summary>The R with Phi(x + R) - Phi(x - R) = content.</summary>
    private static double Reach(double x, double content) => RootFinder.Increasing(
        r => (1 - content) - NormalTail.Upper(r + x) - NormalTail.Upper(r - x),
        r => (Math.Exp(-0.5 * (r + x) * (r + x)) + Math.Exp(-0.5 * (r - x) * (r - x))) / Math.Sqrt(2 * Math.PI),
        0, double.PositiveInfinity, -NormalDistribution.Quantile(0.5 * (1 - content)) + 0.5 * x);

    private static double Require(double n, double content, double confidence, double? degreesOfFreedom)
    {
        if (!(n >= 2)) throw new ArgumentOutOfRangeException(nameof(n), n, "Tolerance limits need at least two lots.");
        if (!(content > 0 && content < 1)) throw new ArgumentOutOfRangeException(nameof(content), content, "The share of the population lies between 0 and 1.");
        if (!(confidence > 0 && confidence < 1)) throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence lies between 0 and 1.");
        double df = degreesOfFreedom ?? n - 1;
        if (!(df > 0)) throw new ArgumentOutOfRangeException(nameof(degreesOfFreedom), df, "Degrees of freedom must be positive.");
        return df;
    }
}
