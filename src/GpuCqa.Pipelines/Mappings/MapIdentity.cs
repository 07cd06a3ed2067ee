using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Parameters;
using GpuCqa.Formats;

namespace GpuCqa.Pipelines.Mappings;

/// <summary>What a mapping is asked: with the bytes of its files, all that its result depends on. Paths are no part of it.</summary>
/// <param name="Parameters">All parameters.</param>
/// <param name="Reference">Hash of the reference.</param>
/// <param name="Headers">Column names of the sheet.</param>
/// <param name="Lots">Rows of the sheet, without paths.</param>
/// <param name="LotColumn">Per-cell column that names the lot, or null.</param>
/// <param name="Files">How files of cells are read, without who is told about it.</param>
internal sealed record MapIdentity(MapParameters Parameters, string Reference, IReadOnlyList<string> Headers, IReadOnlyList<Lot> Lots, string? LotColumn, CellFileOptions Files)
{
    /// <summary>The identity of a mapping.</summary>
    public static MapIdentity Of(MapRequest request, string reference, CellFileOptions files) =>
        new(request.Parameters, reference, request.Cohort.Headers, [.. request.Cohort.Lots.Select(l => l with { Path = null })], request.LotColumn, files with { Note = null, Warn = null });
}
