namespace GpuCqa.Validation;

/// <summary>What a cohort shows of a readout beside its score.</summary>
/// <param name="FamilyOracle">Whether the true hidden state, of the cells that were kept, reaches the level as one more member of the family of clusters.</param>
/// <param name="FamilyOracleBest">Whether it goes with the readout more than any other true state of these cells.</param>
/// <param name="Doubted">Whether the best cluster passes and how lots were measured may account for it.</param>
/// <param name="RegionDoubted">Whether a neighbourhood passes and how lots were measured may account for it.</param>
/// <param name="RegionAtOwnDepth">Whether a neighbourhood passes on the graph of cells that are not thinned to one depth.</param>
/// <param name="Interval">Whether the Bonett-Wright interval holds the correlation over all lots that the model could make of share as it is measured and readout; null without one.</param>
/// <param name="Bootstrap">The same of the exact bootstrap's.</param>
internal sealed record RecoveryExtras(bool FamilyOracle, bool FamilyOracleBest, bool Doubted, bool RegionDoubted, bool RegionAtOwnDepth, bool? Interval, bool? Bootstrap);
