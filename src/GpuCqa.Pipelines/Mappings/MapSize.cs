using GpuCqa.Analysis.Planning;

namespace GpuCqa.Pipelines.Mappings;

/// <summary>How large the lots of a mapping are, as the headers of their files say.</summary>
/// <param name="All">All together.</param>
/// <param name="Query">The largest that is in memory at a time: a lot with a file of its own, or all lots of files that hold several.</param>
public sealed record MapSize(CohortSize All, CohortSize Query);
