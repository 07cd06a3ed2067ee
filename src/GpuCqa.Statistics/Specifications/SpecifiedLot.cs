namespace GpuCqa.Statistics;

/// <summary>One lot's value of an attribute.</summary>
/// <param name="Attribute">The attribute.</param>
/// <param name="Lot">The lot.</param>
/// <param name="Donor">Its donor; null when not given.</param>
/// <param name="Value">The value.</param>
public sealed record SpecifiedLot(string Attribute, string Lot, string? Donor, double Value);
