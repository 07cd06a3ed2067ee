namespace GpuCqa.Compute.Gpu;

/// <summary>Sizes of a table of parts.</summary>
/// <param name="Sums">blocks x hypotheses x padded orders.</param>
/// <param name="Hypotheses">Number of hypotheses.</param>
/// <param name="Lots">Number of lots.</param>
/// <param name="FirstPlace">First of the places that are summed.</param>
/// <param name="Places">Number of places that are summed.</param>
/// <param name="Orders">Orders of these places.</param>
/// <param name="PaddedOrders">Orders of a row of the table.</param>
internal readonly record struct PermutationPartsShape(int Sums, int Hypotheses, int Lots, int FirstPlace, int Places, int Orders, int PaddedOrders);
