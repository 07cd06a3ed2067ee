namespace GpuCqa.Statistics;

/// <summary>Which clusters of a discovery, and which of their associations, hold when clusters are found anew.</summary>
public sealed record StabilityFindings
{
    /// <summary>Every refit.</summary>
    public required IReadOnlyList<RefitJaccard> Refits { get; init; }

    /// <summary>Every cluster of every resolution, in order.</summary>
    public required IReadOnlyList<ClusterStability> Clusters { get; init; }

    /// <summary>Every cluster against every readout, readouts in order.</summary>
    public required IReadOnlyList<AssociationStability> Associations { get; init; }

    /// <summary>Every two clusterings of all cells: of the discovery and of the seeds, at every resolution.</summary>
    public required IReadOnlyList<PartitionAgreement> Agreement { get; init; }

    /// <summary>The merge tree over resolutions.</summary>
    public required IReadOnlyList<ClusterLink> Links { get; init; }

    /// <summary>Refits of a kind.</summary>
    public int Count(RefitKind kind) => Refits.Count(r => r.Kind == kind);

    /// <summary>How a cluster holds.</summary>
    public ClusterStability Of(StateId state) => Clusters.First(c => c.State == state);

    /// <summary>How an association holds; null when there is none.</summary>
    public AssociationStability? Of(string readout, StateId state) => Associations.FirstOrDefault(a => a.State == state && a.Readout == readout);
}
