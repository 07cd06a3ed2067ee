using GpuCqa.Core.Matrices;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Mapping;

/// <summary>The cells of a lot that its quality control removed, as they would be mapped.</summary>
/// <param name="Reasons">Per cell, the first rule that removed it.</param>
/// <param name="DetectedGenes">Genes of the reference with a count.</param>
/// <param name="Totals">Counts over the reference's genes.</param>
/// <param name="MitoPercent">Mitochondrial percentages.</param>
/// <param name="Projection">cells x components, float32, before alignment.</param>
/// <param name="Strangeness">Per cell, as in <see cref="QueryLot.Strangeness"/>.</param>
public sealed record RemovedQuery(RemovalReason[] Reasons, int[] DetectedGenes, double[] Totals, double[] MitoPercent, DenseMatrix<float> Projection, double[] Strangeness)
{
    /// <summary>Number of cells.</summary>
    public int Count => Reasons.Length;
}
