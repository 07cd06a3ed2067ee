namespace GpuCqa.Statistics;

/// <summary>A gene in a lot: the mean over its siRNAs.</summary>
internal readonly record struct LotEffect(string Gene, string Lot, double LogRatio, double LogViability);
