namespace GpuCqa.Statistics;

/// <summary>How often lots after a change pass a quality range mean +- k SD of the lots before, exact for normal lots.</summary>
/// <remarks>The range passes when at least the stated share of the lots after the change lies in it; conditional on the mean and SD of the lots before their number is binomial, and both are integrated over.</remarks>
public static class QualityRangePower
{
    /// <summary>The probability to pass.</summary>
    /// <param name="reference">Lots before the change; at least 2.</param>
    /// <param name="test">Lots after it.</param>
    /// <param name="k">Width of the range in standard deviations.</param>
    /// <param name="shift">True shift of the mean, in standard deviations between lots.</param>
    /// <param name="spread">True standard deviation after the change over that before.</param>
    /// <param name="share">Share of the lots after the change that has to lie within.</param>
    public static double Pass(int reference, int test, double k, double shift, double spread = 1, double share = 0.9)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(reference, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(test, 1);
        double root = Math.Sqrt(reference);
        (double[] at, double[] weight) = GaussLegendre.Grid(-7 / root, 7 / root, 3.5 / root);
        int needed = (int)Math.Ceiling((share * test) - 1e-9);
        double sum = 0;
        for (int i = 0; i < at.Length; i++)
        {
            double mean = at[i], z = mean * root;
            double inner = ChiScale.Expectation(reference - 1, (k / spread) + 3, w =>
            {
                double within = NormalTail.Upper((mean - (k * w) - shift) / spread) - NormalTail.Upper((mean + (k * w) - shift) / spread);
                return needed == test ? Math.Pow(within, test) : BinomialDistribution.AtLeast(needed, test, Math.Clamp(within, 0, 1));
            });
            sum += weight[i] * root * Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI) * inner;
        }

        return sum;
    }
}
