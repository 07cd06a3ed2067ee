namespace GpuCqa.Statistics;

/// <summary>One replicate of a lot: a culture, or a well where cultures are not told apart.</summary>
/// <param name="Value">Its value, or the limit that it lies beyond.</param>
/// <param name="Status">Whether it is measured, below or above.</param>
public readonly record struct ReplicateValue(double Value, WellStatus Status);
