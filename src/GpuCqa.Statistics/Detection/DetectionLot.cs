namespace GpuCqa.Statistics;

/// <summary>What was counted in one lot.</summary>
/// <param name="Lot">The lot.</param>
/// <param name="Role">"test" (a lot in question), "blank" (known to be free of the hazard) or "spike" (hazardous cells were added).</param>
/// <param name="Cells">Cells that were classified, those that quality control removed included where they were scanned.</param>
/// <param name="Called">Of these, called hazardous.</param>
/// <param name="RemovedCells">Of the cells, those that quality control had removed.</param>
/// <param name="RemovedCalled">Of the called, those that quality control had removed.</param>
/// <param name="Spiked">Frequency that was spiked; NaN elsewhere.</param>
/// <param name="Upper">Upper bound of the share of called cells (Clopper-Pearson, one-sided).</param>
/// <param name="Detected">Whether more were called than the limit of blank.</param>
public sealed record DetectionLot(string Lot, string Role, long Cells, long Called, long RemovedCells, long RemovedCalled, double Spiked, double Upper, bool Detected);
