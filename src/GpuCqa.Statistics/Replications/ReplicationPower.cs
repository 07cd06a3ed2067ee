using GpuCqa.Core.Randomness;

namespace GpuCqa.Statistics;

/// <summary>How often lots with a true correlation reach a rank covariance.</summary>
internal static class ReplicationPower
{
    /// <summary>Share of drawn cohorts whose rank covariance is at least a critical one.</summary>
    /// <param name="readoutRanks">Centred doubled midranks of the readout; a drawn lot with the i-th smallest value takes the i-th smallest of these, so that the design's ties are kept.</param>
    /// <param name="critical">Smallest covariance that counts, for fractions that all differ.</param>
    /// <param name="rho">True Spearman correlation.</param>
    /// <param name="draws">Cohorts.</param>
    /// <param name="seed">Seed; cohort i is drawn from the stream (seed, i).</param>
    /// <remarks>Gaussian copula: a bivariate normal with Pearson correlation 2 sin(pi rho / 6) has Spearman correlation rho (Pearson 1907).</remarks>
    public static double Of(int[] readoutRanks, long critical, double rho, int draws, ulong seed)
    {
        int n = readoutRanks.Length;
        int[] sorted = [.. readoutRanks.Order()];
        double r = 2 * Math.Sin(Math.PI * rho / 6), rest = Math.Sqrt(1 - r * r);
        double[] u = new double[n], v = new double[n];
        int[] byU = new int[n], byV = new int[n], rank = new int[n];
        int reached = 0;
        for (int draw = 0; draw < draws; draw++)
        {
            var random = new Philox(seed, RandomPurpose.ReplicationPower, (ulong)draw);
            for (int i = 0; i < n; i++)
            {
                u[i] = random.NextNormal();
                v[i] = (r * u[i]) + (rest * random.NextNormal());
                byU[i] = byV[i] = i;
            }

            Array.Sort(u, byU);
            Array.Sort(v, byV);
            for (int i = 0; i < n; i++) rank[byV[i]] = sorted[i];
            long covariance = 0;
            for (int i = 0; i < n; i++) covariance += (2L * i + 1 - n) * rank[byU[i]];
            if (covariance >= critical) reached++;
        }

        return (double)reached / draws;
    }
}
