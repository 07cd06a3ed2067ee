using GpuCqa.Analysis.Genes;
using GpuCqa.Compute;

namespace GpuCqa.Pipelines.Cohorts;

/// <summary>The merge of the phase "moments".</summary>
/// <param name="Normalized">Moments of the normalized values of all kept genes.</param>
/// <param name="Trend">The trend of variance, or null where no gene is selected for its variance.</param>
internal sealed record SummedMoments(ColumnMoments Normalized, GeneTrend? Trend);
