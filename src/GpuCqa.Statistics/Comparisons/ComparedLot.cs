namespace GpuCqa.Statistics;

/// <summary>A lot of a comparison.</summary>
/// <param name="Name">Lot.</param>
/// <param name="After">Whether it was made by the process after the change.</param>
/// <param name="Pair">What it is paired by (donor, split material), or null.</param>
public sealed record ComparedLot(string Name, bool After, string? Pair);
