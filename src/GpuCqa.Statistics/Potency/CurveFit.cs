namespace GpuCqa.Statistics;

/// <summary>A four-parameter curve through standards, by weighted least squares.</summary>
/// <param name="Curve">The curve.</param>
/// <param name="WeightedSquares">Sum of weight times squared residual.</param>
/// <param name="Freedom">Residual degrees of freedom, standards less four.</param>
/// <param name="Covariance">4 x 4, of (a, d, ln b, ln c); not finite where the standards do not determine the curve.</param>
/// <param name="Extrapolated">Whether the mid-point lies more than tenfold outside of the standards, or slope or mid-point at the end of what was searched: the standards show a part of the curve only, and the curve holds between them.</param>
public sealed record CurveFit(FourParameterCurve Curve, double WeightedSquares, int Freedom, double[][] Covariance, bool Extrapolated)
{
    /// <summary>Standard deviation of a response of weight 1.</summary>
    public double Residual => Math.Sqrt(WeightedSquares / Freedom);

    /// <summary>Variance of a sum of the parameters (a, d, ln b, ln c), each times a factor.</summary>
    public double Variance(ReadOnlySpan<double> factors)
    {
        double variance = 0;
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 4; j++) variance += factors[i] * Covariance[i][j] * factors[j];
        }

        return variance;
    }
}
