namespace GpuCqa.Statistics;

/// <summary>What a number of lots can show of an association.</summary>
/// <param name="Lots">Lots.</param>
/// <param name="Orders">Distinct orders of the lots.</param>
/// <param name="SmallestP">Smallest two-sided permutation p that one cluster can reach; exact.</param>
/// <param name="Exact">Whether the critical values are enumerated; otherwise from drawn orders.</param>
/// <param name="CriticalAlone">Smallest |rho| that reaches alpha for one cluster fixed beforehand; NaN when none does.</param>
/// <param name="CriticalFamily">Smallest |rho| that reaches alpha over the family; NaN when none does.</param>
/// <param name="DetectableAlone">Smallest true rho that is found with the power asked for, one cluster fixed beforehand; NaN when none below 0.995 is.</param>
/// <param name="DetectableFamily">The same over the family.</param>
/// <param name="PowerAlone">Power at the rho that was asked for; NaN when none was.</param>
/// <param name="PowerFamily">The same over the family.</param>
public sealed record AssociationDesign(
    int Lots, double Orders, double SmallestP, bool Exact, double CriticalAlone, double CriticalFamily, double DetectableAlone, double DetectableFamily, double PowerAlone, double PowerFamily);
