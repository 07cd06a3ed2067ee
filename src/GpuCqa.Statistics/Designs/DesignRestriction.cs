namespace GpuCqa.Statistics;

/// <summary>How the orders of a design are restricted.</summary>
/// <param name="Block">Columns of the blocks; none when units change places freely.</param>
/// <param name="Blocks">Number of blocks; 1 without columns.</param>
/// <param name="Unit">Column whose values are exchanged whole; null when each lot is one.</param>
/// <param name="Lots">Lots, whatever they are gathered to.</param>
/// <param name="Covariates">Columns that both sides are adjusted for.</param>
public sealed record DesignRestriction(IReadOnlyList<string> Block, int Blocks, string? Unit, int Lots, IReadOnlyList<string> Covariates);
