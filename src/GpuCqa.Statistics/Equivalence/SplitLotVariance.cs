namespace GpuCqa.Statistics;

/// <summary>What split and historic lots tell of a difference of processes at given variances: standard error and degrees of freedom, in closed form.</summary>
/// <remarks>
/// Model y = process + donor + error. Differences of pairs have the variance 2e, means of pairs d + e/2, lots that were not split d + e; the generalized least squares estimate corrects the
/// mean difference by what the historic lots say of the mean before. Degrees of freedom and the standard error's small-sample correction by Kenward and Roger (1997); of one contrast the degrees
/// of freedom are Satterthwaite's with the expected information.
/// </remarks>
/// <param name="StandardError">Of the difference, at these variances.</param>
/// <param name="CorrectedError">With Kenward and Roger's correction for the variances being estimates.</param>
/// <param name="DegreesOfFreedom">Of a t test; at most what the lots allow.</param>
public sealed record SplitLotVariance(double StandardError, double CorrectedError, double DegreesOfFreedom)
{
    /// <summary>At given components.</summary>
    /// <param name="pairs">Lots that both processes made; at least 2.</param>
    /// <param name="historic">Lots of the process before that were not split.</param>
    /// <param name="error">Variance of one lot made from a donor by a process.</param>
    /// <param name="donor">Variance between donors; not negative.</param>
    public static SplitLotVariance At(int pairs, int historic, double error, double donor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pairs, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(historic);
        if (!(error > 0)) throw new ArgumentOutOfRangeException(nameof(error), error, "The error variance must be positive.");
        if (!(donor >= 0)) throw new ArgumentOutOfRangeException(nameof(donor), donor, "The variance between donors is not negative.");
        double n = pairs, h = historic, e = error, d = donor, c = d + e, b = d + 0.5 * e, k = h / (n * (n + h));
        double variance = 2 * e / n - k * e * e / c;
        double byError = 2 / n - k * (2 * e * c - e * e) / (c * c), byDonor = k * e * e / (c * c);
        // Expected information of (e, d) from three independent chi-square variances: 2e, d + e/2 and d + e.
        double ee = 0.5 * ((n - 1) / (e * e) + (n - 1) * 0.25 / (b * b) + h / (c * c));
        double ed = 0.5 * ((n - 1) * 0.5 / (b * b) + h / (c * c));
        double dd = 0.5 * ((n - 1) / (b * b) + h / (c * c));
        double determinant = ee * dd - ed * ed, wee = dd / determinant, wed = -ed / determinant, wdd = ee / determinant;
        double spread = wee * byError * byError + 2 * wed * byError * byDonor + wdd * byDonor * byDonor;
        double corrected = variance + 2 * k * (wee * d * d - 2 * wed * e * d + wdd * e * e) / (c * c * c);
        return new SplitLotVariance(Math.Sqrt(variance), Math.Sqrt(corrected), 2 * variance * variance / spread);
    }
}
