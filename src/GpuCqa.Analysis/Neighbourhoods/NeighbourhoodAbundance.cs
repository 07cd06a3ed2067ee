using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Neighbourhoods;

/// <summary>How much of each lot lies around each cell.</summary>
/// <param name="Shares">cells x lots, float64: the share of the lot's cells that walks of <paramref name="Steps"/> steps bring to the cell; every column sums to 1.</param>
/// <param name="Steps">Steps of the walk.</param>
public sealed record NeighbourhoodAbundance(DenseMatrix<double> Shares, int Steps)
{
    /// <summary>Number of cells.</summary>
    public int Cells => Shares.Rows;

    /// <summary>Number of lots.</summary>
    public int Lots => Shares.Columns;
}
