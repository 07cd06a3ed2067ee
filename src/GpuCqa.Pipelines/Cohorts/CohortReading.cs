using GpuCqa.Formats;

namespace GpuCqa.Pipelines.Cohorts;

/// <summary>How files of cells are read, as it stands in a plan.</summary>
/// <param name="LotColumn">Per-cell column that names the lot, or null.</param>
/// <param name="Genome">Genome of 10x files of several, or null.</param>
/// <param name="Layer">h5ad layer of the counts, or null.</param>
/// <param name="UseRaw">Counts and genes are those of h5ad's raw.</param>
/// <param name="IdColumn">Column that names the cells of tables, or null.</param>
public sealed record CohortReading(string? LotColumn, string? Genome, string? Layer, bool UseRaw, string? IdColumn)
{
    /// <summary>The same as the readers take it.</summary>
    public CellFileOptions Options() => new() { Genome = Genome, Layer = Layer, UseRaw = UseRaw, IdColumn = IdColumn };
}
