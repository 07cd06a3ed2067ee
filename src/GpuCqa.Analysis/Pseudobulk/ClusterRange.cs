namespace GpuCqa.Analysis.Pseudobulk;

/// <summary>Consecutive clusters of a clustering whose counts are summed in one sweep.</summary>
/// <param name="Clustering">Index of the clustering.</param>
/// <param name="First">First cluster.</param>
/// <param name="End">Cluster after the last.</param>
internal readonly record struct ClusterRange(int Clustering, int First, int End);
