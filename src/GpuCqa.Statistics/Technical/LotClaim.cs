namespace GpuCqa.Statistics;

/// <summary>A member of the family that passes and is told as a finding.</summary>
/// <param name="Readout">Place of its readout in the parameters.</param>
/// <param name="Name">In words: "cluster 3 at resolution 0.5".</param>
/// <param name="Amounts">How much of each lot lies there.</param>
/// <param name="Rho">Its correlation with the readout.</param>
/// <param name="IsRegion">Whether it is one of several neighbourhoods that pass, told together.</param>
public sealed record LotClaim(int Readout, string Name, double[] Amounts, double Rho, bool IsRegion);
