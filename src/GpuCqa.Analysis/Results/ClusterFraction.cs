namespace GpuCqa.Analysis.Results;

/// <summary>The share of one lot's cells that belong to one cluster, p(cluster | lot).</summary>
/// <param name="Lot">Lot.</param>
/// <param name="Resolution">Resolution of the clustering.</param>
/// <param name="Cluster">Cluster.</param>
/// <param name="Count">Cells of the lot in the cluster.</param>
/// <param name="Cells">Cells of the lot.</param>
/// <param name="Fraction">Count / cells.</param>
/// <param name="WilsonLow">Wilson interval, lower end: sampling of cells only.</param>
/// <param name="WilsonHigh">Wilson interval, upper end.</param>
/// <param name="OverdispersedLow">Wilson interval with the effective number of cells n / (1 + (n - 1) icc), lower end.</param>
/// <param name="OverdispersedHigh">Upper end.</param>
public sealed record ClusterFraction(string Lot, double Resolution, int Cluster, int Count, int Cells, double Fraction, double WilsonLow, double WilsonHigh, double OverdispersedLow, double OverdispersedHigh);
