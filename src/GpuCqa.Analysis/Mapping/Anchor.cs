namespace GpuCqa.Analysis.Mapping;

/// <summary>A reference cell and a query cell that are each among the other's nearest.</summary>
/// <param name="Reference">Index of the reference cell.</param>
/// <param name="Query">Index of the query cell in its lot.</param>
/// <param name="Score">How much of their neighbourhoods they share, 0 to 1 (Seurat's ScoreAnchors).</param>
public readonly record struct Anchor(int Reference, int Query, double Score);
