namespace GpuCqa.Statistics;

/// <summary>What a discovery claims of lots that nobody has seen, fixed before any of them is read.</summary>
public sealed record LockedHypothesis
{
    /// <summary>The only test that is locked today: Spearman's rho of p(cluster | lot) and the readout over the lots of one set, one-sided in the locked direction, exact.</summary>
    public const string SpearmanOneSided = "spearman_exact_one_sided";

    /// <summary>Name within the reference ("H1"): one a readout, in the order of the readouts.</summary>
    public required string Id { get; init; }

    /// <summary>Readout column.</summary>
    public required string Readout { get; init; }

    /// <summary>Resolution of the clustering.</summary>
    public required double Resolution { get; init; }

    /// <summary>Cluster.</summary>
    public required int Cluster { get; init; }

    /// <summary>+1: a larger share goes with a larger readout; -1: with a smaller one.</summary>
    public required int Direction { get; init; }

    /// <summary>The test.</summary>
    public string Test { get; init; } = SpearmanOneSided;

    /// <summary>Level of the test.</summary>
    public required double Alpha { get; init; }

    /// <summary>Train lots that it was found on.</summary>
    public required int TrainLots { get; init; }

    /// <summary>Rho over the train lots; chosen as the best of a family, hence too large on average.</summary>
    public required double TrainRho { get; init; }

    /// <summary>Family-wise p over the train lots.</summary>
    public required double TrainPFamily { get; init; }

    /// <summary>How well the cluster is found again at the other resolutions, 0 to 1; NaN with one resolution.</summary>
    public required double Stability { get; init; }

    /// <summary>Flags of the association.</summary>
    public required IReadOnlyList<string> Flags { get; init; }

    /// <summary>The key marker; null where no gene is a marker of the cluster.</summary>
    public MarkerThreshold? Marker { get; init; }

    /// <summary>Whether the train lots establish it: its family-wise p is at most alpha and it bears no flag.</summary>
    public bool Established => TrainPFamily <= Alpha && Flags.Count == 0;
}
