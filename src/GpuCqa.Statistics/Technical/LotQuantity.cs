namespace GpuCqa.Statistics;

/// <summary>Something about how each lot was measured rather than what it is: depth, cells, damage.</summary>
/// <param name="Name">In words, as a sentence takes it: "sequencing depth".</param>
/// <param name="Values">One value per lot, in any unit: only its order counts.</param>
public sealed record LotQuantity(string Name, IReadOnlyList<double> Values);
