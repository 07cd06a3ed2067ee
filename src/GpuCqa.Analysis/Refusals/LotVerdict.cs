using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Refusals;

/// <summary>How much of a lot is in the reference.</summary>
/// <param name="Cells">Cells.</param>
/// <param name="Uncertain">Per resolution, cells between clusters.</param>
/// <param name="NotInReference">Per resolution, cells beyond the limit of distance.</param>
/// <param name="Unmapped">Per resolution, interval of the share of both.</param>
/// <param name="Foreign">Why the whole lot is not to be called "in the reference", or null when it may.</param>
public sealed record LotVerdict(int Cells, int[] Uncertain, int[] NotInReference, Interval[] Unmapped, ForeignReason? Foreign);
