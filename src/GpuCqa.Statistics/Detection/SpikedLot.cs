namespace GpuCqa.Statistics;

/// <summary>One lot over all of its spikes.</summary>
/// <param name="Lot">The lot.</param>
/// <param name="Cells">Its cells, scanned ones that quality control removed included.</param>
/// <param name="Background">Of these, called without any spike.</param>
/// <param name="Limit">Largest count that is no detection: what its own background exceeds with at most 5 %, or one less than the cells that are asked for.</param>
/// <param name="Spiked">Hazardous cells spiked, all frequencies together.</param>
/// <param name="Called">Of these, called, removed ones included.</param>
/// <param name="Removed">Of the spiked, removed by the lot's quality control.</param>
/// <param name="RemovedCalled">Of the removed, called when they were scanned.</param>
public sealed record SpikedLot(string Lot, long Cells, long Background, long Limit, long Spiked, long Called, long Removed, long RemovedCalled)
{
    /// <summary>Share of the spiked cells that was called.</summary>
    public double Recovered => Spiked == 0 ? double.NaN : (double)Called / Spiked;

    /// <summary>The same were removed cells not scanned.</summary>
    public double RecoveredKept => Spiked == 0 ? double.NaN : (double)(Called - RemovedCalled) / Spiked;
}
