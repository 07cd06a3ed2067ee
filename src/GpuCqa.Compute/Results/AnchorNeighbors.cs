using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

/// <summary>The neighbour lists in which anchors of a reference and a query are found and scored.</summary>
/// <param name="WithinReference">Nearest reference cells of each reference cell, itself among them.</param>
/// <param name="ReferenceToQuery">Nearest query cells of each reference cell.</param>
/// <param name="QueryToReference">Nearest reference cells of each query cell.</param>
/// <param name="WithinQuery">Nearest query cells of each query cell, itself among them.</param>
public sealed record AnchorNeighbors(NeighborTable WithinReference, NeighborTable ReferenceToQuery, NeighborTable QueryToReference, NeighborTable WithinQuery);
