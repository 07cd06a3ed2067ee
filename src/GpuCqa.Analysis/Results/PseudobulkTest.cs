namespace GpuCqa.Analysis.Results;

/// <summary>What a cluster was compared with the rest of the cells by, lot by lot.</summary>
/// <param name="Resolution">Resolution of the clustering.</param>
/// <param name="Cluster">Cluster.</param>
/// <param name="Lots">Lots that are compared.</param>
/// <param name="LeftOut">Lots with too few cells in the cluster or outside of it.</param>
/// <param name="Genes">Tested genes; 0 where too few lots are left.</param>
/// <param name="PriorFreedom">Prior degrees of freedom of the variances; may be infinite; NaN where nothing is tested.</param>
/// <param name="PriorVariance">Prior variance.</param>
/// <param name="TotalFreedom">Degrees of freedom of the moderated t.</param>
/// <param name="Up">Genes called higher in the cluster.</param>
/// <param name="Down">Genes called lower.</param>
public sealed record PseudobulkTest(double Resolution, int Cluster, IReadOnlyList<string> Lots, IReadOnlyList<string> LeftOut, int Genes, double PriorFreedom, double PriorVariance, double TotalFreedom, int Up, int Down);
