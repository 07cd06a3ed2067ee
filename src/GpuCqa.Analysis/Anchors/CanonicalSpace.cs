using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Anchors;

/// <summary>The space in which the cells of two sides correlate best.</summary>
/// <param name="Reference">reference cells x dimensions, float64: left singular vectors, orthonormal columns; the first reference cell is not negative.</param>
/// <param name="Query">query cells x dimensions, float64: right singular vectors.</param>
/// <param name="SingularValues">Singular values, not increasing; 0 where the values have no further dimension, whose columns are 0 then.</param>
/// <param name="Genes">Columns that were used: those that vary on both sides.</param>
/// <param name="Loadings">used genes x dimensions, float64: scaled values of all cells times the singular vectors (Seurat's projected loadings).</param>
public sealed record CanonicalSpace(DenseMatrix<double> Reference, DenseMatrix<double> Query, double[] SingularValues, int[] Genes, DenseMatrix<double> Loadings);
