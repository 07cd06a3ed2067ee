namespace GpuCqa.Analysis.Neighbourhoods;

/// <summary>A tested neighbourhood against a readout.</summary>
/// <param name="Rho">Spearman correlation of its abundance and the readout over lots; NaN when not estimable.</param>
/// <param name="P">Two-sided permutation p of it alone.</param>
/// <param name="PFamily">Single-step maxT p over the whole family.</param>
/// <param name="PFamilyStepDown">Step-down maxT p.</param>
/// <param name="Passes">Whether <paramref name="PFamily"/> is at most the level.</param>
public sealed record NeighbourhoodTest(double Rho, double P, double PFamily, double PFamilyStepDown, bool Passes);
