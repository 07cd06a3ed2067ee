namespace GpuCqa.Analysis.Results;

/// <summary>The cell filters of one lot: given by the user, or from the lot's own medians and MADs.</summary>
/// <param name="Lot">Lot.</param>
/// <param name="MinGenes">Fewest genes kept.</param>
/// <param name="MaxGenes">Most genes kept.</param>
/// <param name="MinCounts">Fewest counts kept.</param>
/// <param name="MaxMitoPercent">Largest mitochondrial percentage kept.</param>
public sealed record QcThresholds(string Lot, double MinGenes, double MaxGenes, double MinCounts, double MaxMitoPercent);
