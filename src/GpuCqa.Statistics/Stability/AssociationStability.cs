namespace GpuCqa.Statistics;

/// <summary>How the association of a cluster with a readout holds when the cluster is found anew.</summary>
/// <param name="Readout">Readout.</param>
/// <param name="State">The cluster of the discovery.</param>
/// <param name="Rho">Its rho.</param>
/// <param name="Refits">Rho values counted: of the matched cluster of its own resolution in every subsample and with every seed, and of other resolutions in those where a cluster holds the same cells (Jaccard index of <see cref="StabilityRules.SameCells"/> or more).</param>
/// <param name="Median">Their median.</param>
/// <param name="Low">The value that 95 % of them are beyond, counted from the side opposite to rho: their 5 % quantile when rho is positive, the 95 % quantile when it is negative.</param>
/// <param name="LotOutLow">Smallest rho of the matched cluster over the lots left out, over the other lots.</param>
/// <param name="LotOutHigh">Largest of these.</param>
/// <param name="SignHolds">Whether <paramref name="Low"/> has the sign of rho; null where rho has none.</param>
public sealed record AssociationStability(string Readout, StateId State, double Rho, int Refits, double Median, double Low, double LotOutLow, double LotOutHigh, bool? SignHolds);
