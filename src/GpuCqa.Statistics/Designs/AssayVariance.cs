namespace GpuCqa.Statistics;

/// <summary>How much replicate measurements of lots differ: variance components of a one-way random model, lot and replicate.</summary>
/// <param name="Lots">Lots.</param>
/// <param name="Values">Values of all lots.</param>
/// <param name="Mean">Mean of all values.</param>
/// <param name="MeanSquareBetween">Mean square between lots, N_lots - 1 degrees of freedom.</param>
/// <param name="MeanSquareWithin">Mean square within lots, N - N_lots degrees of freedom: the variance of one measurement.</param>
/// <param name="Replicates">Replicates a lot that count, n0 = (N - sum n^2 / N) / (lots - 1); their number where all lots have as many.</param>
/// <remarks>A negative component is kept as it comes out: it says that lots differ by less than their replicates let expect (trap: programs that set it to 0 hide it).</remarks>
public sealed record AssayVariance(int Lots, int Values, double Mean, double MeanSquareBetween, double MeanSquareWithin, double Replicates)
{
    /// <summary>The components; null with fewer than two lots, or none that was measured twice.</summary>
    /// <param name="lots">Measurements of each lot.</param>
    public static AssayVariance? Of(IReadOnlyList<double[]> lots)
    {
        int values = lots.Sum(l => l.Length);
        if (lots.Count < 2 || values <= lots.Count) return null;
        double mean = lots.Sum(l => l.Sum()) / values, between = 0, within = 0;
        foreach (double[] own in lots)
        {
            double center = own.Sum() / own.Length;
            between += own.Length * (center - mean) * (center - mean);
            within += own.Sum(v => (v - center) * (v - center));
        }

        double counted = (values - (lots.Sum(l => (double)l.Length * l.Length) / values)) / (lots.Count - 1);
        return new AssayVariance(lots.Count, values, mean, between / (lots.Count - 1), within / (values - lots.Count), counted);
    }

    /// <summary>Variance between lots, (MSB - MSW) / n0; may be negative.</summary>
    public double LotVariance => (MeanSquareBetween - MeanSquareWithin) / Replicates;

    /// <summary>Intraclass correlation: the share of the variance of one measurement that lies between lots.</summary>
    public double IntraclassCorrelation => LotVariance / (LotVariance + MeanSquareWithin);

    /// <summary>Standard deviation between replicates.</summary>
    public double Repeat => Math.Sqrt(MeanSquareWithin);

    /// <summary>Standard deviation between lots; 0 where the component is negative.</summary>
    public double BetweenLots => Math.Sqrt(Math.Max(0, LotVariance));

    /// <summary>Share of the variance of a lot's mean that lies between lots, 1 - MSW / MSB; 0 at least.</summary>
    public double Reliability => MeanSquareBetween > 0 ? Math.Max(0, 1 - (MeanSquareWithin / MeanSquareBetween)) : 0;

    /// <summary>Noise ceiling: Spearman's correlation of measured means with the true values, 6/pi asin(r / 2) of normal values whose Pearson correlation is r = sqrt(reliability).</summary>
    public double Ceiling => 6 / Math.PI * Math.Asin(Math.Sqrt(Reliability) / 2);

    /// <summary>Standard deviation of one measurement of any lot, sqrt(MSB / n0 + (1 - 1 / n0) MSW).</summary>
    public double Total => Math.Sqrt((MeanSquareBetween / Replicates) + ((1 - (1 / Replicates)) * MeanSquareWithin));

    /// <summary>Degrees of freedom of its square (Satterthwaite).</summary>
    public double TotalDegreesOfFreedom
    {
        get
        {
            double between = MeanSquareBetween / Replicates, within = (1 - (1 / Replicates)) * MeanSquareWithin, sum = between + within;
            return sum * sum / ((between * between / (Lots - 1)) + (within * within / (Values - Lots)));
        }
    }

    /// <summary>Interval of the mean over lots; exact where all lots have as many replicates. The lots are its degrees of freedom, not the measurements.</summary>
    public Interval MeanInterval(double confidence)
    {
        double reach = StudentDistribution.Quantile(1 - ((1 - confidence) / 2), Lots - 1) * Math.Sqrt(MeanSquareBetween / Values);
        return new Interval(Mean - reach, Mean + reach);
    }

    /// <summary>F = MSB / MSW.</summary>
    public double F => MeanSquareBetween / MeanSquareWithin;

    /// <summary>Probability of so large an F where lots do not differ.</summary>
    public double P
    {
        get
        {
            double a = (Lots - 1) / 2.0, b = (Values - Lots) / 2.0;
            return IncompleteBeta.Lower(b, a, b / (b + (a * F)));
        }
    }
}
