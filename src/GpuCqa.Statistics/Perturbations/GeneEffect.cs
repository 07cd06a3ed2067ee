namespace GpuCqa.Statistics;

/// <summary>What the knock-down of one gene does, over lots.</summary>
public sealed record GeneEffect
{
    /// <summary>The gene.</summary>
    public required string Gene { get; init; }

    /// <summary>Whether it is the positive control, which is tested by itself and is not of the family.</summary>
    public required bool IsPositiveControl { get; init; }

    /// <summary>Lots.</summary>
    public required int Lots { get; init; }

    /// <summary>Logarithm of the readout over the non-targeting control's, tested over lots.</summary>
    public required LotTest Test { get; init; }

    /// <summary>The same per viable cell: the logarithm of the viability's ratio taken off. NaN where viability was not measured.</summary>
    public required LotTest PerViable { get; init; }

    /// <summary>The effect with the viability as covariate; NaN where the slope is not determined.</summary>
    public required double Adjusted { get; init; }

    /// <summary>Its interval.</summary>
    public required Interval AdjustedInterval { get; init; }

    /// <summary>Mean logarithm of the viability over the control's; NaN where it was not measured.</summary>
    public required double LogViability { get; init; }

    /// <summary>Holm's family-wise p of the moderated t; of the positive control its own p.</summary>
    public required double HolmP { get; init; }

    /// <summary>Dunnett's family-wise p; NaN where genes were measured in different lots.</summary>
    public required double DunnettP { get; init; }

    /// <summary>The family-wise p that decides.</summary>
    public required double FamilyP { get; init; }

    /// <summary>The same per viable cell.</summary>
    public required double PerViableFamilyP { get; init; }

    /// <summary>Mean knock-down over its siRNAs in percent; NaN where it was not measured.</summary>
    public required double Knockdown { get; init; }

    /// <summary>siRNAs, those whose knock-down is large enough, and those of them that agree.</summary>
    public required (int All, int Achieved, int Agreeing) Sirnas { get; init; }

    /// <summary>What the knock-down says.</summary>
    public required EvidenceCode Code { get; init; }

    /// <summary>Why it says that, or what it lacks.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>LOW_VIABILITY, VIABILITY_EXPLAINS, CENSORED, SIRNAS_DISAGREE, KNOCKDOWN_LOW, KNOCKDOWN_UNKNOWN, VIABILITY_UNKNOWN.</summary>
    public required IReadOnlyList<string> Flags { get; init; }

    /// <summary>KD+, KD- or NT.</summary>
    public string CodeText => CodeOf(Code);

    /// <summary>A code as it is written.</summary>
    public static string CodeOf(EvidenceCode code) => code switch { EvidenceCode.Effect => "KD+", EvidenceCode.NoEffect => "KD-", _ => "NT" };
}
