namespace GpuCqa.Compute;

/// <summary>The anchors that speak for each cell, and how much each does.</summary>
/// <param name="Cells">Number of cells.</param>
/// <param name="K">Anchors of each cell.</param>
/// <param name="Anchors">cells x k, row-major: index of the anchor.</param>
/// <param name="Weights">cells x k, row-major, float64: its weight; those of a cell add up to 1, or are all 0 where no anchor has any weight.</param>
public sealed record AnchorWeights(int Cells, int K, int[] Anchors, double[] Weights)
{
    /// <summary>Anchors of one cell, in the order in which they were met.</summary>
    public ReadOnlySpan<int> AnchorsOf(int cell) => Anchors.AsSpan(checked(cell * K), K);

    /// <summary>Weights of one cell's anchors.</summary>
    public ReadOnlySpan<double> WeightsOf(int cell) => Weights.AsSpan(checked(cell * K), K);
}
