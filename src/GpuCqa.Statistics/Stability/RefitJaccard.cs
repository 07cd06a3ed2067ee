namespace GpuCqa.Statistics;

/// <summary>One refit as the result keeps it.</summary>
/// <param name="Kind">What was changed.</param>
/// <param name="Number">Number of the refit of its kind, from 1.</param>
/// <param name="Lot">The lot that was left out; null of the other kinds.</param>
/// <param name="Cells">Cells of the refit.</param>
/// <param name="Clusters">Clusters of each resolution.</param>
/// <param name="Agreement">Adjusted Rand index of each resolution's clusters with those of the discovery.</param>
/// <param name="Jaccard">resolutions x clusters of the discovery: largest Jaccard index with a cluster of the refit at the same resolution.</param>
public sealed record RefitJaccard(RefitKind Kind, int Number, string? Lot, int Cells, int[] Clusters, double[] Agreement, double[][] Jaccard);
