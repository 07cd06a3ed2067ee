namespace GpuCqa.Reporting.Pictures;

/// <summary>Spread of one quality measure within one lot.</summary>
/// <param name="Lot">Lot.</param>
/// <param name="Quantiles">Quantiles 5, 25, 50, 75 and 95 % over its kept cells; NaN without cells.</param>
internal sealed record QualityRow(string Lot, double[] Quantiles);
