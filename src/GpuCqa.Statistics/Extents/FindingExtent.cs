namespace GpuCqa.Statistics;

/// <summary>Which cells a finding is about: the best state of one readout, what widens it within its lineage, and the other states that go with the readout without it.</summary>
/// <param name="Readout">The readout.</param>
/// <param name="Parts">The states, the lead first; the extent is their union.</param>
/// <param name="Nested">States of the family that reach the level in the same direction and lie within the extent: the same finding, not others.</param>
/// <param name="Cells">Cells of the union; null when only fractions are known.</param>
/// <param name="Fractions">p(union | lot) of every lot.</param>
/// <param name="Rho">Spearman correlation of the union's share and the readout.</param>
/// <param name="P">Its two-sided permutation p, of itself alone. Descriptive: the union was chosen by looking.</param>
/// <param name="Interval">Bonett-Wright interval of rho. Descriptive.</param>
public sealed record FindingExtent(string Readout, IReadOnlyList<ExtentPart> Parts, IReadOnlyList<StateId> Nested, int? Cells, double[] Fractions, double Rho, double P, Interval Interval)
{
    /// <summary>States with this share of their cells in the extent lie within it; a state that holds this share of another contains it.</summary>
    public const double Contained = 0.8;

    /// <summary>Fewer cells than this are no remainder to test.</summary>
    public const double Handful = 10;
}
