namespace GpuCqa.Analysis.Results;

/// <summary>A gene that a cluster differs in from the rest of the cells, with the lots as replicates.</summary>
/// <param name="Resolution">Resolution of the clustering.</param>
/// <param name="Cluster">Cluster.</param>
/// <param name="Rank">Place among the genes of its direction, from 1.</param>
/// <param name="Gene">Gene id.</param>
/// <param name="Name">Gene name.</param>
/// <param name="Log2Fc">Mean over lots of the difference in log2 counts per million.</param>
/// <param name="T">Moderated t.</param>
/// <param name="P">Two-sided p.</param>
/// <param name="PAdjusted">Benjamini and Hochberg over the tested genes of the cluster.</param>
/// <param name="MeanLevel">Mean log2 counts per million over both sides and all lots.</param>
/// <param name="PctCluster">Share of the cluster's cells with a count, rounded to 3 digits.</param>
/// <param name="PctRest">Share of the other cells with a count, rounded to 3 digits.</param>
/// <param name="LotsAgreeing">Lots whose own difference has the direction.</param>
/// <param name="Called">Whether it counts as different: adjusted p, fold change and detection reach their limits.</param>
public sealed record LotMarker(
    double Resolution, int Cluster, int Rank, string Gene, string Name, double Log2Fc, double T, double P, double PAdjusted, double MeanLevel, double PctCluster, double PctRest, int LotsAgreeing, bool Called);
