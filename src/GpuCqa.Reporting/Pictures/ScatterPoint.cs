using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Pictures;

/// <summary>One lot of a scatter.</summary>
/// <param name="Readout">Value of the readout.</param>
/// <param name="Fraction">The cluster's share of the lot, with its intervals.</param>
internal sealed record ScatterPoint(double Readout, StateFraction Fraction);
