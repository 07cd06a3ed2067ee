namespace GpuCqa.Statistics;

/// <summary>One lot into which hazardous cells were spiked in silico, once, at one frequency.</summary>
/// <param name="Lot">The lot.</param>
/// <param name="Source">Where the hazardous cells are from: a train lot of another donor, or the file that was given.</param>
/// <param name="Frequency">True frequency; the number of spiked cells is drawn from it.</param>
/// <param name="Cells">Cells of the lot, scanned ones that quality control removed included.</param>
/// <param name="Background">Of these, called without any spike.</param>
/// <param name="Spiked">Hazardous cells that took the place of cells of the lot.</param>
/// <param name="SpikedRemoved">Of these, those that the lot's quality control removes.</param>
/// <param name="SpikedCalled">Of the spiked cells, those that were called, removed ones included.</param>
/// <param name="RemovedCalled">Of the called, those that quality control removes.</param>
/// <param name="OwnCalled">Cells of the lot that were called in this sample of it.</param>
public sealed record SpikedRun(string Lot, string Source, double Frequency, long Cells, long Background, long Spiked, long SpikedRemoved, long SpikedCalled, long RemovedCalled, long OwnCalled);
