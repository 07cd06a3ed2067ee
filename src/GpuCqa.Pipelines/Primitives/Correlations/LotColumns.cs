using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Pipelines.Primitives;

/// <summary>One value per lot and column.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Cells">Cells of each lot.</param>
/// <param name="Values">lots x columns.</param>
public sealed record LotColumns(FeatureTable Columns, long[] Cells, DenseMatrix<double> Values);
