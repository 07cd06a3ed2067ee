using GpuCqa.Analysis.Results;

namespace GpuCqa.Analysis.Shards;

/// <summary>One lot after quality control on the kept genes.</summary>
/// <param name="Lot">Index among the train lots.</param>
/// <param name="Result">What was read and removed.</param>
/// <param name="Limits">Limits that were applied.</param>
/// <param name="Kept">Of each cell that was read, whether it is kept.</param>
/// <param name="Barcodes">Names of the kept cells.</param>
/// <param name="Totals">Their counts over the kept genes.</param>
/// <param name="DetectedGenes">Their detected genes.</param>
/// <param name="MitoPercent">Their mitochondrial percentages.</param>
public sealed record JudgedLot(int Lot, LotResult Result, QcThresholds Limits, bool[] Kept, string[] Barcodes, double[] Totals, int[] DetectedGenes, double[] MitoPercent);
