namespace GpuCqa.Statistics;

/// <summary>One siRNA in one lot against the non-targeting control of that lot.</summary>
/// <param name="Gene">Target.</param>
/// <param name="Sirna">Reagent.</param>
/// <param name="Lot">Lot.</param>
/// <param name="LogRatio">Logarithm of the readout over the control's, means of logarithms.</param>
/// <param name="LogViability">The same of the viability; NaN where it was not measured.</param>
/// <param name="Knockdown">Mean knock-down in percent; NaN where it was not measured.</param>
/// <param name="Censored">Whether a value is a limit of the assay: the effect is then that large at least.</param>
public sealed record SirnaLot(string Gene, string Sirna, string Lot, double LogRatio, double LogViability, double Knockdown, bool Censored);
