using GpuCqa.Analysis.References;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Alignment;

/// <summary>The aligned cells and how the alignment went.</summary>
/// <param name="Embedding">cells x dimensions, aligned embedding, row-major, float32.</param>
/// <param name="Iterations">Rounds of clustering and correction done; 0 when there was one lot.</param>
/// <param name="Objective">The objective with the first assignment, then after each round.</param>
/// <param name="Converged">Whether the objective settled before the most rounds were done.</param>
public sealed record HarmonyResult(DenseMatrix<float> Embedding, int Iterations, IReadOnlyList<double> Objective, bool Converged)
{
    /// <summary>The soft clusters that the last correction was made with; null when there was one lot.</summary>
    public SoftClusters? Soft { get; init; }
}
