namespace GpuCqa.Statistics;

/// <summary>The readout's log-ratio as a line in the viability's: one slope of all genes, from what differs between lots within a gene, lots and genes taken out.</summary>
internal sealed class ViabilityCovariate
{
    private readonly double[] viability;
    private readonly double variance, freedom;

    private ViabilityCovariate(double slope, double variance, double freedom, double[] viability) => (Slope, this.variance, this.freedom, this.viability) = (slope, variance, freedom, viability);

    /// <summary>The slope; NaN where it is not determined.</summary>
    public double Slope { get; }

    public static ViabilityCovariate Of(string[] genes, string[] lots, LotEffect[] table)
    {
        double[] mean = [.. genes.Select(g => table.Where(e => e.Gene == g).Average(e => e.LogViability))];
        double freedom = ((genes.Length - 1) * (lots.Length - 1)) - 1;
        var none = new ViabilityCovariate(double.NaN, double.NaN, 0, mean);
        if (freedom < 1 || table.Length != genes.Length * lots.Length || table.Any(e => !double.IsFinite(e.LogViability))) return none;
        double[][] d = Residuals(genes, lots, table, e => e.LogRatio), v = Residuals(genes, lots, table, e => e.LogViability);
        double square = v.Sum(r => r.Sum(x => x * x)), product = d.Select((r, g) => r.Select((x, l) => x * v[g][l]).Sum()).Sum();
        if (!(square > 1e-12)) return none;
        double slope = product / square, left = d.Select((r, g) => r.Select((x, l) => x - (slope * v[g][l])).Sum(x => x * x)).Sum();
        return new ViabilityCovariate(slope, left / freedom / square, freedom, mean);
    }

    /// <summary>A gene's effect at the control's viability, and its approximate interval.</summary>
    public (double Effect, Interval Interval) Of(int gene, LotTest test, double confidence)
    {
        if (double.IsNaN(Slope) || !(test.Freedom > 0)) return (double.NaN, Interval.Undefined);
        double effect = test.Mean - (Slope * viability[gene]), error = Math.Sqrt((test.Error * test.Error) + (viability[gene] * viability[gene] * variance));
        double half = StudentDistribution.Quantile(0.5 * (1 + confidence), Math.Min(freedom, test.Freedom)) * error;
        return (effect, new Interval(effect - half, effect + half));
    }

    private static double[][] Residuals(string[] genes, string[] lots, LotEffect[] table, Func<LotEffect, double> of)
    {
        double[][] cells = [.. genes.Select(g => lots.Select(l => of(table.First(e => e.Gene == g && e.Lot == l))).ToArray())];
        double[] rows = [.. cells.Select(c => c.Average())], blocks = [.. lots.Select((_, l) => cells.Average(c => c[l]))];
        double grand = rows.Average();
        return [.. cells.Select((c, g) => c.Select((x, l) => x - rows[g] - blocks[l] + grand).ToArray())];
    }
}
