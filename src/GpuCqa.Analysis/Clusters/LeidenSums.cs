namespace GpuCqa.Analysis.Clusters;

/// <summary>Sums of one group while nodes move.</summary>
internal struct LeidenSums
{
    /// <summary>Weight from the node at hand to the group; zero between uses.</summary>
    public double WeightTo;

    /// <summary>Total strength of its nodes.</summary>
    public double Strength;
}
