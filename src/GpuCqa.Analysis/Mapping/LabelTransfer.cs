using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Mapping;

/// <summary>Labels of the cells of one query, before any is refused.</summary>
/// <param name="Labels">Per resolution and cell, the cluster with the largest score; -1 where no reference cell voted.</param>
/// <param name="Scores">Per resolution and cell, the largest share of votes, 0 to 1. A share of votes, not a probability of being in the reference.</param>
/// <param name="Margins">Per resolution and cell, the largest share less the second largest.</param>
/// <param name="Embedding">cells x dimensions, float32: the query in the reference's (aligned) embedding.</param>
/// <param name="Distances">Per cell, how far it is from the reference's cells (see the method).</param>
public sealed record LabelTransfer(int[][] Labels, double[][] Scores, double[][] Margins, DenseMatrix<float> Embedding, double[] Distances)
{
    /// <summary>Per cell Seurat's mapping score, 0 to 1; null where the method has none.</summary>
    public double[]? MappingScores { get; init; }

    /// <summary>Why a method that has mapping scores gave none for this query; else null.</summary>
    public string? MappingScoresMissing { get; init; }

    /// <summary>Anchors of the query; null where the method has none.</summary>
    public IReadOnlyList<Anchor>? Anchors { get; init; }
}
