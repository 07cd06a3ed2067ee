using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats;

namespace GpuCqa.Pipelines.Discoveries;

/// <summary>What a discovery is asked: with the bytes of its files, all that its result depends on. Paths are no part of it.</summary>
/// <param name="Parameters">All parameters.</param>
/// <param name="Headers">Column names of the sheet.</param>
/// <param name="Lots">Rows of the sheet, without paths.</param>
/// <param name="LotColumn">Per-cell column that names the lot, or null.</param>
/// <param name="Files">How files of cells are read, without who is told about it.</param>
internal sealed record DiscoveryIdentity(DiscoverParameters Parameters, IReadOnlyList<string> Headers, IReadOnlyList<Lot> Lots, string? LotColumn, CellFileOptions Files)
{
    /// <summary>The identity of a discovery.</summary>
    public static DiscoveryIdentity Of(DiscoverParameters parameters, Cohort cohort, string? lotColumn, CellFileOptions files) =>
        new(parameters, cohort.Headers, [.. cohort.Lots.Select(l => l with { Path = null })], lotColumn, files with { Note = null, Warn = null });
}
