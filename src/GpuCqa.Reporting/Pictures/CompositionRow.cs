using GpuCqa.Reporting.Texts;

namespace GpuCqa.Reporting.Pictures;

/// <summary>One lot of the stacked composition.</summary>
/// <param name="Lot">Lot.</param>
/// <param name="Readout">Value of the readout; NaN when the lot has none.</param>
/// <param name="Fractions">Share of each cluster, by cluster.</param>
/// <param name="Group">Set of the lot, written above the first of its rows; null where lots are of one set.</param>
internal sealed record CompositionRow(string Lot, double Readout, double[] Fractions, Said? Group = null);
