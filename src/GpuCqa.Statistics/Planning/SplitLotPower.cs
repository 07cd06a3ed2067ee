using GpuCqa.Core.Randomness;

namespace GpuCqa.Statistics;

/// <summary>How often split lots with historic ones pass: the very test of <see cref="SplitLotModel"/> (REML, Kenward and Roger) on drawn lots.</summary>
/// <remarks>
/// Means and sums of squares of normal lots are sufficient for the model, and are drawn instead of the lots. A fit does not depend on the true difference, which only moves its estimate: one set of fits answers for every
/// difference. (At the true variances the power is closed, and too high with few pairs: it knows the variances that the test estimates.)
/// </remarks>
internal sealed class SplitLotPower
{
    private readonly (double Estimate, double Reach)[] fits;

    /// <param name="pairs">Pairs; at least 2.</param>
    /// <param name="historic">Historic lots; at least 1.</param>
    /// <param name="donorShare">Donor's share of the variance between lots, whose whole is 1.</param>
    /// <param name="alpha">Level of each one-sided test.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="cohorts">Cohorts drawn.</param>
    public SplitLotPower(int pairs, int historic, double donorShare, double alpha, ulong seed, int cohorts)
    {
        double e = 1 - donorShare, d = donorShare, n = pairs, h = historic;
        fits = new (double, double)[cohorts];
        for (int c = 0; c < cohorts; c++)
        {
            var random = new Philox(seed, RandomPurpose.SplitPower, ((ulong)pairs << 48) | ((ulong)historic << 32) | (uint)c);
            double difference = random.NextNormal() * Math.Sqrt(2 * e / n);
            // Mean of the pairs' means, independent of the mean difference, less half of it is the mean of their lots before.
            double contrast = (random.NextNormal() * Math.Sqrt((d + (0.5 * e)) / n)) - (0.5 * difference) - (random.NextNormal() * Math.Sqrt((d + e) / h));
            double squares = ChiSquare.Draw(ref random, pairs - 1) * 2 * e, ofMeans = ChiSquare.Draw(ref random, pairs - 1) * (d + (0.5 * e)), old = historic > 1 ? ChiSquare.Draw(ref random, historic - 1) * (d + e) : 0;
            SplitLotModel model = SplitLotModel.Of(pairs, historic, difference, contrast, squares, ofMeans, old);
            fits[c] = (model.Difference, StudentDistribution.Quantile(1 - alpha, model.DegreesOfFreedom) * model.StandardError);
        }
    }

    /// <summary>Share of the cohorts whose interval lies inside plus and minus the margin.</summary>
    public double Of(double difference, double margin) => fits.Count(f => Math.Abs(f.Estimate + difference) + f.Reach < margin) / (double)fits.Length;
}
