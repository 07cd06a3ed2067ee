using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Neighbourhoods;

/// <summary>The neighbourhoods against one readout.</summary>
public sealed record NeighbourhoodAssociation
{
    /// <summary>Readout column.</summary>
    public required string Readout { get; init; }

    /// <summary>All neighbourhoods together; not corrected for the number of readouts.</summary>
    public required GlobalTest Global { get; init; }

    /// <summary>The tested neighbourhoods, in the order of <see cref="NeighbourhoodFindings.Tested"/>.</summary>
    public required IReadOnlyList<NeighbourhoodTest> Tests { get; init; }

    /// <summary>Smallest |rho| in the family that passes, of whichever member; NaN when none does.</summary>
    public required double SmallestPassing { get; init; }

    /// <summary>Largest |rho| in the family that does not pass; NaN when all do. The critical value lies between the two.</summary>
    public required double LargestNotPassing { get; init; }

    /// <summary>Per cell, Spearman correlation of the abundance around it and the readout; NaN where its neighbourhood is left out.</summary>
    public required double[] Rho { get; init; }

    /// <summary>Per cell, 1 or -1 where its neighbourhood is part of what passes: the tested one it is most like passes, and its own rho has the same sign, which this is, and is larger than <see cref="LargestNotPassing"/>; else 0.</summary>
    public required sbyte[] Region { get; init; }

    /// <summary>Tested neighbourhoods that pass.</summary>
    public int Passing => Tests.Count(t => t.Passes);

    /// <summary>Cells that rise with the readout, in the region.</summary>
    public int Expanded => Region.Count(r => r > 0);

    /// <summary>Cells that fall with the readout, in the region.</summary>
    public int Depleted => Region.Count(r => r < 0);

    /// <summary>The test with the smallest family-wise p, the larger |rho| of equals; -1 when none could be estimated.</summary>
    public int Best => Enumerable.Range(0, Tests.Count).Where(i => !double.IsNaN(Tests[i].PFamily)).OrderBy(i => Tests[i].PFamily).ThenByDescending(i => Math.Abs(Tests[i].Rho)).FirstOrDefault(-1);
}
