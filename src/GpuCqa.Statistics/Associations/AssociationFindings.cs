using GpuCqa.Core.Parameters;

namespace GpuCqa.Statistics;

/// <summary>What a family of tests over lots shows: every state of every partition against every readout.</summary>
public sealed record AssociationFindings
{
    /// <summary>Readouts, levels, exactness.</summary>
    public required AssociationParameters Parameters { get; init; }

    /// <summary>What the design can show, stated before the data.</summary>
    public required DesignStatement Design { get; init; }

    /// <summary>The tested lots, in sheet order.</summary>
    public required IReadOnlyList<TestedLot> Lots { get; init; }

    /// <summary>The partitions; <see cref="StateId.Partition"/> counts in them.</summary>
    public required IReadOnlyList<StatePartition> Partitions { get; init; }

    /// <summary>Fraction of each state in each lot.</summary>
    public required IReadOnlyList<StateFraction> Fractions { get; init; }

    /// <summary>The whole family of tests, best first, and after them what was left out of it.</summary>
    public required IReadOnlyList<Association> Associations { get; init; }

    /// <summary>Members of the family that are no state: neighbourhoods of cells, each against each readout. The family-wise p of the states is corrected for them too.</summary>
    public int OtherTests { get; init; }

    /// <summary>Which cells the finding of each readout is about; none of a readout without one, or where cells of different partitions cannot be compared.</summary>
    public IReadOnlyList<FindingExtent> Extents { get; init; } = [];

    /// <summary>Which clusters and associations hold when clusters are found anew; null where that was not asked for.</summary>
    public StabilityFindings? Stability { get; init; }

    /// <summary>The best test of each readout that could be estimated, in the order of the readouts.</summary>
    public IEnumerable<Association> BestPerReadout() =>
        Parameters.Readouts.Distinct().Select(r => Associations.Where(a => a.Readout == r && !double.IsNaN(a.PFamily) && !double.IsNaN(a.Rho)).MinBy(a => a.Rank)).OfType<Association>();
}
