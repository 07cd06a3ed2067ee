namespace GpuCqa.Statistics;

/// <summary>A locked hypothesis tested on one set: exact one-sided Spearman in the locked direction.</summary>
public sealed record ReplicationTest
{
    /// <summary>Flag: a lot's donor is also a donor of a train lot, so the lot is not a new one.</summary>
    public const string DonorLeak = "DONOR_LEAK";

    /// <summary>Flag: several lots of the set come from one donor and are not exchangeable with the rest.</summary>
    public const string RepeatedDonor = "REPEATED_DONOR";

    /// <summary>Flag: the set's lots are of another process than the train lots, hence of another population.</summary>
    public const string OtherProcess = "OTHER_PROCESS";

    /// <summary>The set.</summary>
    public required string Set { get; init; }

    /// <summary>Tissue of the set's lots, or null.</summary>
    public required string? Tissue { get; init; }

    /// <summary>The hypothesis.</summary>
    public required LockedHypothesis Hypothesis { get; init; }

    /// <summary>Lots with both a fraction and a readout.</summary>
    public required IReadOnlyList<string> Lots { get; init; }

    /// <summary>p(mapped cluster | lot) of these.</summary>
    public required double[] Fractions { get; init; }

    /// <summary>Readout of these.</summary>
    public required double[] Readouts { get; init; }

    /// <summary>Lots of the set that lack a fraction or a readout.</summary>
    public required IReadOnlyList<string> LotsLeftOut { get; init; }

    /// <summary>Spearman correlation as exact integers.</summary>
    public required RankCorrelation Correlation { get; init; }

    /// <summary>Whether every order of the lots is counted; otherwise orders were drawn and p = (count + 1) / (drawn + 1).</summary>
    public required bool IsExact { get; init; }

    /// <summary>Orders counted, n!, or drawn; 0 without rho.</summary>
    public required long Orders { get; init; }

    /// <summary>Orders at least as extreme in the locked direction, the observed one included.</summary>
    public required long CountAsExtreme { get; init; }

    /// <summary>One-sided p in the locked direction; NaN without rho.</summary>
    public required double P { get; init; }

    /// <summary>Smallest p that these lots could have reached, given the ties on both sides; NaN without rho.</summary>
    public required double SmallestP { get; init; }

    /// <summary>Bonett-Wright interval of rho (indicative only below six lots).</summary>
    public required Interval Interval { get; init; }

    /// <summary>What the set says.</summary>
    public required ReplicationVerdict Verdict { get; init; }

    /// <summary>Why it is not testable; null where it is.</summary>
    public required string? Reason { get; init; }

    /// <summary>What keeps the set from counting as new lots of the claim: DONOR_LEAK, REPEATED_DONOR, OTHER_PROCESS.</summary>
    public required IReadOnlyList<string> Flags { get; init; }

    /// <summary>Whether the set is kept for predictions that it fails; it then takes no part in the combination.</summary>
    public required bool IsFalsification { get; init; }

    /// <summary>Whether the hypothesis was named after the lots were seen.</summary>
    public required bool Exploratory { get; init; }

    /// <summary>Number of lots.</summary>
    public int Count => Lots.Count;

    /// <summary>Rho; NaN where a side is constant.</summary>
    public double Rho => Correlation.Rho;

    /// <summary>Whether the design could have reached alpha.</summary>
    public bool CanReachAlpha => SmallestP <= Hypothesis.Alpha;

    /// <summary>SHA-256 over what the test rests on and what it found.</summary>
    public string Hash => new EvidenceHash("replication test")
        .Add(Hypothesis).Add("set", Set).Add("tissue", Tissue).Add("lots", Lots).Add("fractions", Fractions).Add("readouts", Readouts).Add("left out", LotsLeftOut)
        .Add("exact", IsExact ? 1 : 0).Add("orders", Orders).Add("count", CountAsExtreme).Add("p", P).Add("verdict", VerdictNames.Of(Verdict)).Add("flags", Flags)
        .Add("falsification", IsFalsification ? 1 : 0).Add("exploratory", Exploratory ? 1 : 0).ToString();
}
