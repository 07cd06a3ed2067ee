namespace GpuCqa.Statistics;

/// <summary>Pearson's test of equal shares in all lots.</summary>
/// <param name="Statistic">Sum of (x - n p)^2 / (n p q).</param>
/// <param name="DegreesOfFreedom">Lots less one.</param>
/// <param name="Factor">Statistic / degrees of freedom; 1 when cells are drawn at random.</param>
/// <param name="P">Upper tail of the chi-square distribution.</param>
public sealed record PearsonSpread(double Statistic, int DegreesOfFreedom, double Factor, double P);
