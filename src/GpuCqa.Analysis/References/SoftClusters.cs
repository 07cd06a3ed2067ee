using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.References;

/// <summary>The soft clusters of a reference, compressed to numbers that do not grow with its cells (Symphony, Kang et al., Nature Communications 2021).</summary>
/// <param name="Centroids">clusters x dimensions, unit rows, float64: directions of <paramref name="Sums"/> after alignment (Symphony's), or k-means centroids of the unit rows where nothing was aligned.</param>
/// <param name="Sizes">Sum of the assignments of each cluster.</param>
/// <param name="Sums">clusters x dimensions, float64: sum over cells of assignment x aligned coordinates.</param>
/// <param name="Sigma">Width of the assignments: they go with exp(-2 (1 - cosine) / sigma).</param>
public sealed record SoftClusters(DenseMatrix<double> Centroids, double[] Sizes, DenseMatrix<double> Sums, double Sigma);
