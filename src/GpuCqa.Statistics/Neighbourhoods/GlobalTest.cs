namespace GpuCqa.Statistics;

/// <summary>Whether the neighbourhoods of cells as a whole go with a readout.</summary>
/// <param name="Components">Leading components of the lots' neighbourhood abundance at which the relation is clearest.</param>
/// <param name="RSquared">Share of the readout's variance over lots that these components explain; NaN when the readout is constant.</param>
/// <param name="F">CNA's F for that number of components.</param>
/// <param name="RankingP">Smallest F tail probability over the numbers of components. It ranks orders of the lots and is no p-value: its denominator is not that of an F test, and it was chosen as the smallest.</param>
/// <param name="Count">Orders of the lots in which that is as small.</param>
/// <param name="P">Permutation p: <paramref name="Count"/> over all distinct orders, or (count + 1) / (drawn + 1); NaN when the readout is constant.</param>
public sealed record GlobalTest(int Components, double RSquared, double F, double RankingP, long Count, double P);
