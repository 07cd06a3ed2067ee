namespace GpuCqa.Pipelines.Scoring;

/// <summary>How the clusters of one resolution compare with the true states.</summary>
/// <param name="Resolution">Resolution.</param>
/// <param name="Clusters">Clusters.</param>
/// <param name="AdjustedRand">Adjusted Rand index with the true states, cells that passed quality control.</param>
/// <param name="Cluster">The cluster most like the hidden state by the Jaccard index. It is chosen by the truth.</param>
/// <param name="Match">How well it is that state.</param>
/// <param name="FractionError">Mean over lots of |its share of the lot less the state's true share|.</param>
/// <param name="Covered">Lots in which the overdispersed interval of its share holds the state's true share.</param>
/// <param name="Lots">Lots.</param>
/// <param name="Markers">Of its 20 leading markers by cells (markers.csv), those planted as markers of the state (key marker included).</param>
/// <param name="LotMarkers">The same of pseudobulk_markers.csv, lots as replicates; NaN where there is none.</param>
/// <param name="PlantedMarkers">Planted markers.</param>
/// <param name="UpGenes">Of the same 20 of markers.csv, those that the state has higher by any planted program.</param>
/// <param name="Programs">The state's planted programs.</param>
public sealed record PartitionScore(
    double Resolution, int Clusters, double AdjustedRand, int Cluster, StateRecovery Match, double FractionError, int Covered, int Lots, int Markers, double LotMarkers, int PlantedMarkers, int UpGenes, IReadOnlyList<ProgramScore> Programs);
