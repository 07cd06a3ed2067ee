using GpuCqa.Analysis.Mapping;
using GpuCqa.Compute;

namespace GpuCqa.Analysis.Anchors;

/// <summary>What a search for anchors found.</summary>
/// <param name="Anchors">The anchors, in Seurat's order.</param>
/// <param name="Neighbors">The lists they were found in.</param>
public sealed record AnchorsFound(Anchor[] Anchors, AnchorNeighbors Neighbors);
