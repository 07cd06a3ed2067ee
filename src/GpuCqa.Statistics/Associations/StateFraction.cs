namespace GpuCqa.Statistics;

/// <summary>The share of one lot that belongs to one state, p(state | lot).</summary>
/// <param name="Lot">Lot.</param>
/// <param name="State">State.</param>
/// <param name="Count">Cells of the lot in the state; null when only fractions are known, as are the intervals NaN then.</param>
/// <param name="Cells">Cells of the lot.</param>
/// <param name="Fraction">Count / cells.</param>
/// <param name="WilsonLow">Wilson interval, lower end: sampling of cells only.</param>
/// <param name="WilsonHigh">Wilson interval, upper end.</param>
/// <param name="OverdispersedLow">Wilson interval with the effective number of cells n / (1 + (n - 1) icc), lower end.</param>
/// <param name="OverdispersedHigh">Upper end.</param>
public sealed record StateFraction(string Lot, StateId State, int? Count, int? Cells, double Fraction, double WilsonLow, double WilsonHigh, double OverdispersedLow, double OverdispersedHigh);
