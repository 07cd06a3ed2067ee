namespace GpuCqa.Analysis.Results;

/// <summary>One partition of the cells.</summary>
/// <param name="Algorithm">"leiden" or "louvain".</param>
/// <param name="Resolution">Resolution parameter.</param>
/// <param name="Clusters">Number of clusters.</param>
/// <param name="Quality">RB-configuration quality, sum over clusters of (2 w_in - gamma K^2 / 2m): leidenalg's unnormalised value.</param>
/// <param name="Labels">Cluster of each cell, 0-based, by size (largest first).</param>
public sealed record Clustering(string Algorithm, double Resolution, int Clusters, double Quality, int[] Labels);
