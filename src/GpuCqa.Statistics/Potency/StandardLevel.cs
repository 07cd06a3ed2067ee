namespace GpuCqa.Statistics;

/// <summary>One concentration of the standards of a plate.</summary>
/// <param name="Concentration">Nominal concentration.</param>
/// <param name="Wells">Wells.</param>
/// <param name="Response">Mean response less the blank.</param>
/// <param name="BackCalculated">Concentration that the curve gives for the mean response.</param>
/// <param name="Recovery">Back-calculated over nominal; NaN of the concentration 0.</param>
/// <param name="Variation">Coefficient of variation of the wells' back-calculated concentrations; NaN of one well.</param>
/// <param name="Tolerance">Largest error and variation that it may have.</param>
/// <param name="Passes">Whether it keeps them; true of the concentration 0, which has none.</param>
public sealed record StandardLevel(double Concentration, int Wells, double Response, double BackCalculated, double Recovery, double Variation, double Tolerance, bool Passes);
