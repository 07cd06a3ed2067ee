namespace GpuCqa.Statistics;

/// <summary>The measured wells of a lot on the scale of logarithms: their mean, its variance by wells and curves, and their slope over dilutions.</summary>
internal sealed class LotLogs
{
    private readonly Dictionary<string, double[]> gradients = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PlateCurve> curves;
    private readonly double noise;

    public LotLogs(IReadOnlyList<WellValue> wells, Dictionary<string, PlateCurve> curves)
    {
        this.curves = curves;
        Count = wells.Count;
        if (Count == 0) return;
        double[] logs = [.. wells.Select(w => Math.Log(w.Concentration * PotencyAnalysis.Factor(w.Well)))], dilutions = [.. wells.Select(w => Math.Log(w.Well.Dilution))];
        MeanLog = logs.Average();
        Freedom = wells.Min(w => curves[w.Well.Plate].Fit.Freedom);
        foreach (WellValue well in wells)
        {
            PlateCurve plate = curves[well.Well.Plate];
            double[] slopes = plate.Fit.Curve.LogConcentrationSlopes(well.Response);
            if (!gradients.TryGetValue(plate.Plate, out double[]? sum)) gradients.Add(plate.Plate, sum = new double[4]);
            for (int i = 0; i < 4; i++) sum[i] += slopes[i] / Count;
            noise += slopes[4] * slopes[4] * plate.Variance(well.Response) / ((double)Count * Count);
        }

        double mean = dilutions.Average();
        DilutionSquares = dilutions.Sum(d => (d - mean) * (d - mean));
        if (dilutions.Distinct().Count() < 2) return;
        Slope = dilutions.Select((d, i) => (d - mean) * (logs[i] - MeanLog)).Sum() / DilutionSquares;
        SlopeSquares = logs.Select((v, i) => v - MeanLog - (Slope * (dilutions[i] - mean))).Sum(r => r * r);
    }

    public int Count { get; }

    public double MeanLog { get; }

    /// <summary>Fewest residual degrees of freedom of a curve that it is read from.</summary>
    public int Freedom { get; }

    /// <summary>Slope of the logarithm of the result over that of the dilution; NaN of one dilution.</summary>
    public double Slope { get; } = double.NaN;

    /// <summary>Sum of squares about that line.</summary>
    public double SlopeSquares { get; }

    /// <summary>Sum of squares of the logarithms of the dilutions about their mean.</summary>
    public double DilutionSquares { get; }

    /// <summary>Variance of the mean, or of its difference from another lot's: curves that both are read from count once.</summary>
    public double Variance(LotLogs? other)
    {
        double variance = noise + (other?.noise ?? 0);
        foreach (string plate in gradients.Keys.Union(other?.gradients.Keys ?? Enumerable.Empty<string>()))
        {
            double[] own = gradients.GetValueOrDefault(plate) ?? new double[4], theirs = other?.gradients.GetValueOrDefault(plate) ?? new double[4];
            variance += curves[plate].Fit.Variance([.. own.Select((g, i) => g - theirs[i])]);
        }

        return variance;
    }
}
