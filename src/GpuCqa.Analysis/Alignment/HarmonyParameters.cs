namespace GpuCqa.Analysis.Alignment;

/// <summary>Parameters of Harmony, with the defaults of Seurat's wrapper.</summary>
public sealed record HarmonyParameters
{
    /// <summary>Weight of the penalty on clusters that hold few lots.</summary>
    public double Theta { get; init; } = 2;

    /// <summary>Width of the soft assignment to clusters.</summary>
    public double Sigma { get; init; } = 0.1;

    /// <summary>Ridge penalty of a lot's correction in a cluster, as a share of the lot's expected cells there.</summary>
    public double Alpha { get; init; } = 0.2;

    /// <summary>Number of clusters; null = cells / 30, at most 100.</summary>
    public int? Clusters { get; init; }

    /// <summary>Share of the cells that are reassigned together.</summary>
    public double BlockShare { get; init; } = 0.05;

    /// <summary>Most rounds of clustering and correction.</summary>
    public int MaxIterations { get; init; } = 10;

    /// <summary>Most passes over the cells in one clustering.</summary>
    public int MaxClusterPasses { get; init; } = 20;

    /// <summary>A clustering stops when the objective, over a window of three passes, changes by less than this share.</summary>
    public double ClusterTolerance { get; init; } = 1e-3;

    /// <summary>The rounds stop when the objective changes by less than this share.</summary>
    public double Tolerance { get; init; } = 1e-2;

    /// <summary>A lot with a smaller share of its cells in a cluster is not corrected there.</summary>
    public double LotShareCutoff { get; init; } = 1e-5;

    /// <summary>Seed of the first centroids and of the order of cells.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Number of clusters for a number of cells.</summary>
    /// <param name="cells">Number of cells.</param>
    public int ClustersFor(int cells) => Clusters ?? Math.Clamp((int)Math.Round(cells / 30.0), 1, 100);
}
