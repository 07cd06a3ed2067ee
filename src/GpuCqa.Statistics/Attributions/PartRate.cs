namespace GpuCqa.Statistics;

/// <summary>What one part of the lots contributes to a potency.</summary>
/// <param name="State">State; null = the cells in no state.</param>
/// <param name="Rate">Potency of a lot that is all of this part, in the readout's units.</param>
/// <param name="RateInterval">Percentile interval over resampled lots; undefined where too few resamples can be fitted.</param>
/// <param name="Share">Share of the fitted potency of all lots.</param>
/// <param name="ShareInterval">The same.</param>
/// <param name="Cells">Mean share of the part in a lot.</param>
/// <param name="Effective">Whether it is in the smallest set of parts with 80 % of the fitted potency.</param>
/// <param name="EffectiveResamples">Share of resamples in which it is.</param>
public sealed record PartRate(int? State, double Rate, Interval RateInterval, double Share, Interval ShareInterval, double Cells, bool Effective, double EffectiveResamples);
