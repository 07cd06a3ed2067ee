namespace GpuCqa.Compute;

/// <summary>The orders of one block of a plan: every order of the first places with every order of the last ones.</summary>
/// <param name="HeadLots">Lots that stand in the first places.</param>
/// <param name="Heads">Their orders, as indices into <paramref name="HeadLots"/>; a single empty one when there are none.</param>
/// <param name="TailLots">Lots that stand in the last places.</param>
/// <param name="Tails">Their orders, as indices into <paramref name="TailLots"/>.</param>
public sealed record PermutationOrders(int[] HeadLots, int[][] Heads, int[] TailLots, int[][] Tails);
