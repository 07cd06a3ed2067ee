namespace GpuCqa.Statistics;

/// <summary>Power of two one-sided t tests (TOST), exact for normal lots and a margin fixed beforehand.</summary>
/// <remarks>
/// Owen (1965): the test passes when the estimate lies more than t se inside of both margins; conditional on the estimated standard error the estimate is normal, and the standard
/// error over its true value is a chi variable over the square root of its degrees of freedom.
/// </remarks>
public static class EquivalencePower
{
    /// <summary>The probability that equivalence is declared.</summary>
    /// <param name="difference">True difference of the processes, on the scale of the test.</param>
    /// <param name="low">Lower margin.</param>
    /// <param name="high">Upper margin.</param>
    /// <param name="standardError">True standard error of the estimated difference: SD of differences over sqrt(n) for pairs, SD sqrt(1/n + 1/m) for two groups.</param>
    /// <param name="degreesOfFreedom">Of the estimated standard error.</param>
    /// <param name="alpha">Level of each of the two tests.</param>
    /// <exception cref="ArgumentOutOfRangeException">When the margins are not in order, or an error, degrees of freedom or alpha is out of range.</exception>
    public static double Of(double difference, double low, double high, double standardError, double degreesOfFreedom, double alpha = 0.05)
    {
        if (!(low < high)) throw new ArgumentOutOfRangeException(nameof(low), low, $"The lower margin lies below the upper one ({high}).");
        if (!(standardError > 0)) throw new ArgumentOutOfRangeException(nameof(standardError), standardError, "The standard error must be positive.");
        if (!(degreesOfFreedom > 0)) throw new ArgumentOutOfRangeException(nameof(degreesOfFreedom), degreesOfFreedom, "Degrees of freedom must be positive.");
        if (!(alpha > 0 && alpha < 0.5)) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The level lies between 0 and 0.5.");
        double t = -StudentDistribution.Quantile(alpha, degreesOfFreedom);
        double upper = (high - difference) / standardError, lower = (low - difference) / standardError;
        if (double.IsPositiveInfinity(degreesOfFreedom)) return Math.Max(0, NormalTail.Upper(lower + t) - NormalTail.Upper(upper - t));
        return ChiScale.Expectation(
            degreesOfFreedom, Math.Max(Math.Abs(upper), Math.Abs(lower)) + 9, w => NormalTail.Upper(lower + t * w) - NormalTail.Upper(upper - t * w), (upper - lower) / (2 * t));
    }

    /// <summary>As <see cref="Of"/> for n lots that were split and made by both processes.</summary>
    /// <param name="pairs">Lots that both processes made; at least 2.</param>
    /// <param name="difference">True difference.</param>
    /// <param name="margin">Half width of the margin.</param>
    /// <param name="spread">Standard deviation of the differences.</param>
    /// <param name="alpha">Level of each of the two tests.</param>
    public static double Paired(int pairs, double difference, double margin, double spread, double alpha = 0.05)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pairs, 2);
        return Of(difference, -margin, margin, spread / Math.Sqrt(pairs), pairs - 1, alpha);
    }

    /// <summary>As <see cref="Of"/> for two groups of lots with one variance.</summary>
    /// <param name="reference">Lots before the change; at least 1, with the others 3.</param>
    /// <param name="test">Lots after the change.</param>
    /// <param name="difference">True difference.</param>
    /// <param name="margin">Half width of the margin.</param>
    /// <param name="spread">Standard deviation between lots of one process.</param>
    /// <param name="alpha">Level of each of the two tests.</param>
    public static double TwoGroups(int reference, int test, double difference, double margin, double spread, double alpha = 0.05)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(reference, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(test, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(reference + test, 3);
        return Of(difference, -margin, margin, spread * Math.Sqrt(1.0 / reference + 1.0 / test), reference + test - 2, alpha);
    }
}
