namespace GpuCqa.Pipelines.References;

/// <summary>One partition of the cells; its labels are in a file.</summary>
/// <param name="Algorithm">"leiden" or "louvain".</param>
/// <param name="Resolution">Resolution parameter.</param>
/// <param name="Clusters">Number of clusters.</param>
/// <param name="Quality">RB-configuration quality.</param>
public sealed record ClusteringRecord(string Algorithm, double Resolution, int Clusters, double Quality);
