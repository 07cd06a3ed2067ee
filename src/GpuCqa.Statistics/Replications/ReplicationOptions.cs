namespace GpuCqa.Statistics;

/// <summary>How locked hypotheses are tested.</summary>
public sealed record ReplicationOptions
{
    /// <summary>SHA-256 of the reference that the hypotheses are locked in, lower-case hexadecimal; without it there is no grade above E0.</summary>
    public string ReferenceHash { get; init; } = "";

    /// <summary>What undermines the discovery, as it said it (the warnings of the reference); a grade above E0 needs none.</summary>
    public IReadOnlyList<string> TrainWarnings { get; init; } = [];

    /// <summary>Sets in which the claim is predicted to fail, written before their lots are read.</summary>
    public IReadOnlyList<FalsificationPlan> Falsifications { get; init; } = [];

    /// <summary>Whether hypotheses were named after the lots were seen: everything is exploratory, and no grade counts it.</summary>
    public bool PostHoc { get; init; }

    /// <summary>Confidence of intervals.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Orders drawn where not all are counted.</summary>
    public long Permutations { get; init; } = 1_000_000;

    /// <summary>Sets of lots drawn for the power that a design states; with 100,000 its standard error is below 0.0016.</summary>
    public int PowerDraws { get; init; } = 100_000;

    /// <summary>Seed of drawn orders and of the simulated power.</summary>
    public ulong Seed { get; init; } = 1;
}
