namespace GpuCqa.Statistics;

/// <summary>One well as its table says; NaN where it does not.</summary>
/// <param name="Plate">Plate.</param>
/// <param name="Position">Position on the plate ("B07"), or null.</param>
/// <param name="Kind">What is in it.</param>
/// <param name="Lot">Lot of a sample, or null.</param>
/// <param name="Condition">Condition that the lot's cells were kept in, or null.</param>
/// <param name="Culture">Culture of the lot that the supernatant is from; null = each well counts as a replicate.</param>
/// <param name="Concentration">Concentration of a standard, in the unit of the standards.</param>
/// <param name="Dilution">How often the sample is diluted: 10 is one part in ten.</param>
/// <param name="Cells">Cells of the culture.</param>
/// <param name="Hours">Hours that it secreted for.</param>
/// <param name="Volume">Millilitres of its supernatant.</param>
/// <param name="Response">Optical density or other signal; infinite where the reader was saturated.</param>
public sealed record PlateWell(string Plate, string? Position, WellKind Kind, string? Lot, string? Condition, string? Culture, double Concentration, double Dilution, double Cells, double Hours, double Volume, double Response);
