namespace GpuCqa.Pipelines.Scoring;

/// <summary>What is true of one lot.</summary>
/// <param name="Name">Lot.</param>
/// <param name="Fractions">Fraction of each state; what the readouts depend on.</param>
/// <param name="Cells">Its cells by barcode, those that quality control should remove among them.</param>
public sealed record TrueLot(string Name, double[] Fractions, IReadOnlyDictionary<string, TrueCell> Cells);
