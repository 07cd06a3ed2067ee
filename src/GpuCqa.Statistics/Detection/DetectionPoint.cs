namespace GpuCqa.Statistics;

/// <summary>What is seen at one true frequency.</summary>
/// <param name="Frequency">True share of hazardous cells.</param>
/// <param name="InLot">Probability that one lot with that share shows it.</param>
/// <param name="InProcess">Probability that the lots show it, of a process with that mean share whose lots vary.</param>
/// <param name="Pooled">Probability that the pool shows it, when one of the pooled lots has that share.</param>
/// <param name="Released">Probability that a lot with that share is released: not more cells are called than the limit.</param>
/// <param name="CellsNeeded">Cells to load of one lot; null when 1e15 are not enough, or where harmless cells are called.</param>
/// <param name="LotsNeeded">Lots as planned where lots vary; null when 10,000 are not enough, or where harmless cells are called.</param>
public sealed record DetectionPoint(double Frequency, double InLot, double InProcess, double Pooled, double Released, long? CellsNeeded, int? LotsNeeded);
