namespace GpuCqa.Statistics;

/// <summary>One measurement of a perturbation experiment.</summary>
/// <param name="Gene">Target, or a name of the controls without one.</param>
/// <param name="Sirna">The reagent; different ones against one gene are independent evidence.</param>
/// <param name="Lot">Lot whose cells were treated: the replicate of every test.</param>
/// <param name="Value">Readout, above 0, or the limit that it lies beyond; NaN where it is missing.</param>
/// <param name="Side">-1 below a limit, 1 above one, 0 as measured.</param>
/// <param name="Viability">Viability or number of viable cells, in any unit, above 0; NaN where it is missing.</param>
/// <param name="Knockdown">Knock-down of the target in percent of its expression in the control; NaN where it is missing.</param>
public sealed record PerturbationRow(string Gene, string Sirna, string Lot, double Value, int Side, double Viability, double Knockdown);
