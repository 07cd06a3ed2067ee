namespace GpuCqa.Statistics;

/// <summary>What a competitive rank test says of a set.</summary>
/// <param name="Up">Whether the set ranks above the other genes rather than below.</param>
/// <param name="P">Two-sided p.</param>
/// <param name="Correlation">Correlation of the set's genes over lots, as estimated; may be negative.</param>
public readonly record struct CompetitiveRank(bool Up, double P, double Correlation);
