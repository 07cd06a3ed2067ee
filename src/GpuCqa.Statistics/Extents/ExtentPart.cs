namespace GpuCqa.Statistics;

/// <summary>One state of the extent of a finding, and the test by which it is in it.</summary>
/// <param name="State">The state.</param>
/// <param name="Role">How it comes in.</param>
/// <param name="Group">Counts the lead and the others from 0; what is wider than one of them has its number.</param>
/// <param name="Cells">Cells that it adds; null when only fractions are known.</param>
/// <param name="Rho">Spearman correlation of what was tested: of a lead its share, of a wider state the share of what it adds, of another state its share without the finding's cells. NaN when it adds too few cells to be tested.</param>
/// <param name="P">Two-sided permutation p of that, of itself alone: descriptive, except a lead's, whose family-wise p stands with the family.</param>
public sealed record ExtentPart(StateId State, ExtentRole Role, int Group, int? Cells, double Rho, double P);
