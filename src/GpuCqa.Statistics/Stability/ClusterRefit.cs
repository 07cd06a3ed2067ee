namespace GpuCqa.Statistics;

/// <summary>One refit of the clusters, set against the clusters of the discovery. No readout enters.</summary>
/// <param name="Kind">What was changed.</param>
/// <param name="Number">Number of the refit of its kind, from 1.</param>
/// <param name="LeftOut">Index of the lot that was left out; -1 of the other kinds.</param>
/// <param name="LotCells">Cells of each lot in the refit.</param>
/// <param name="Clusters">Clusters of each resolution.</param>
/// <param name="Agreement">Adjusted Rand index of each resolution's clusters with those of the discovery, over the cells of the refit.</param>
/// <param name="Jaccard">states x resolutions: largest Jaccard index of a cluster of the discovery (states of all resolutions in order) with a cluster of the refit at that resolution, over the cells of the refit; 0 where no cell of it is left.</param>
/// <param name="Counts">states x resolutions x lots: cells of each lot in that cluster of the refit.</param>
public sealed record ClusterRefit(RefitKind Kind, int Number, int LeftOut, int[] LotCells, int[] Clusters, double[] Agreement, double[][] Jaccard, int[][][] Counts)
{
    /// <summary>What names the kind in files: seed, subsample, lot.</summary>
    public static string NameOf(RefitKind kind) => kind switch { RefitKind.Seed => "seed", RefitKind.Subsample => "subsample", _ => "lot" };
}
