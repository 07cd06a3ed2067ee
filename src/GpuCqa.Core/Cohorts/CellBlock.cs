using GpuCqa.Core.Matrices;

namespace GpuCqa.Core.Cohorts;

/// <summary>A run of consecutive cells of one file.</summary>
/// <param name="Barcodes">Name of each cell, unique within its file.</param>
/// <param name="Values">cells x features, counts or measurements, CSR; for image features every entry is stored, zeros too.</param>
/// <param name="Groups">Value of the requested grouping column (<see cref="CellSource.GroupColumn"/>) for each cell, or null.</param>
public sealed record CellBlock(string[] Barcodes, CsrMatrix<float> Values, string[]? Groups = null)
{
    /// <summary>Plate of each cell, and whether it lies in a control well, of a source that is <see cref="CellSource.IsOfPlates"/>; else null.</summary>
    public PlatePlace[]? Places { get; init; }
}
