using GpuCqa.Analysis.Mapping;

namespace GpuCqa.Analysis.Refusals;

/// <summary>Maps cells of the reference onto a part of it, by the method that is calibrated.</summary>
/// <param name="queries">Reference cells that play the query, increasing.</param>
/// <param name="kept">Per reference cell, whether it is still in the reference; no query is.</param>
/// <returns>One entry per query, in their order.</returns>
/// <remarks>The queries must be treated as cells of a new lot are: from their projections before alignment, never from their place in an alignment that they took part in.</remarks>
public delegate LabelTransfer MaskedTransfer(IReadOnlyList<int> queries, bool[] kept);
