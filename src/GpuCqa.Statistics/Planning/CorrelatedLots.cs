using GpuCqa.Core.Randomness;

namespace GpuCqa.Statistics;

/// <summary>Cohorts of lots with a known correlation between a cluster's fraction and the readout, drawn once and used for every correlation that is asked about.</summary>
/// <remarks>
/// Gaussian copula: a bivariate normal with Pearson correlation 2 sin(pi rho / 6) has Spearman correlation rho (Pearson 1907). The same normal deviates serve every rho, so that power is
/// smooth in it and depends on no order of asking.
/// </remarks>
internal sealed class CorrelatedLots
{
    private readonly int lots;
    private readonly double[] readout;
    private readonly double[] noise;

    public CorrelatedLots(int lots, int cohorts, ulong seed)
    {
        this.lots = lots;
        Cohorts = cohorts;
        readout = new double[lots * cohorts];
        noise = new double[lots * cohorts];
        for (int c = 0; c < cohorts; c++)
        {
            var random = new Philox(seed, RandomPurpose.DesignPower, ((ulong)lots << 32) | (uint)c);
            for (int i = 0; i < lots; i++)
            {
                readout[(c * lots) + i] = random.NextNormal();
                noise[(c * lots) + i] = random.NextNormal();
            }

            // Sorted by the readout, so that only the other side has to be ranked.
            Array.Sort(readout, noise, c * lots, lots);
        }
    }

    public int Cohorts { get; }

    /// <summary>Share of the cohorts whose rank covariance is at least as far from zero as a critical one.</summary>
    /// <param name="rho">True Spearman correlation.</param>
    /// <param name="ranks">Centred doubled midranks of the readout, ascending; ties are the design's.</param>
    /// <param name="critical">Smallest covariance that counts.</param>
    public double Power(double rho, int[] ranks, long critical)
    {
        double r = 2 * Math.Sin(Math.PI * rho / 6), rest = Math.Sqrt(1 - (r * r));
        double[] values = new double[lots];
        int[] at = new int[lots];
        int reached = 0;
        for (int c = 0; c < Cohorts; c++)
        {
            for (int i = 0; i < lots; i++)
            {
                values[i] = (r * readout[(c * lots) + i]) + (rest * noise[(c * lots) + i]);
                at[i] = i;
            }

            Array.Sort(values, at);
            long covariance = 0;
            for (int i = 0; i < lots; i++) covariance += ((2L * i) + 1 - lots) * ranks[at[i]];
            if (Math.Abs(covariance) >= critical) reached++;
        }

        return (double)reached / Cohorts;
    }
}
