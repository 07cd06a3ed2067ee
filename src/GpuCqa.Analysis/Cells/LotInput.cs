using GpuCqa.Core.Cohorts;

namespace GpuCqa.Analysis.Cells;

/// <summary>A train lot and what it can do.</summary>
/// <param name="Lot">The lot.</param>
/// <param name="Readouts">Value of each requested readout, in the order of the parameters.</param>
public sealed record LotInput(Lot Lot, double[] Readouts);
