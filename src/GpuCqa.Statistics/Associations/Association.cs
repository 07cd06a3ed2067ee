namespace GpuCqa.Statistics;

/// <summary>One member of the family: a state's fraction per lot against a readout.</summary>
public sealed record Association
{
    /// <summary>Readout column.</summary>
    public required string Readout { get; init; }

    /// <summary>The state.</summary>
    public required StateId State { get; init; }

    /// <summary>Lots.</summary>
    public required int Lots { get; init; }

    /// <summary>Cells in the state, all lots; null when only fractions are known.</summary>
    public required int? Cells { get; init; }

    /// <summary>Spearman correlation of fraction and readout; NaN when a side is constant.</summary>
    public required double Rho { get; init; }

    /// <summary>Two-sided permutation p of this state alone (abs rule); NaN when not estimable.</summary>
    public required double P { get; init; }

    /// <summary>Single-step Westfall-Young maxT p over the whole family.</summary>
    public required double PFamily { get; init; }

    /// <summary>Step-down Westfall-Young maxT p over the whole family.</summary>
    public required double PFamilyStepDown { get; init; }

    /// <summary>Bonett-Wright interval for rho, lower end (NaN when not defined).</summary>
    public required double IntervalLow { get; init; }

    /// <summary>Bonett-Wright interval for rho, upper end.</summary>
    public required double IntervalHigh { get; init; }

    /// <summary>BCa interval from the ideal (exact) bootstrap over lots, lower end; NaN above 11 lots or when not defined.</summary>
    public required double BootstrapLow { get; init; }

    /// <summary>BCa interval from the ideal bootstrap, upper end.</summary>
    public required double BootstrapHigh { get; init; }

    /// <summary>Smallest rho when each lot is left out in turn; NaN when one remainder is constant.</summary>
    public required double LeaveOneOutLow { get; init; }

    /// <summary>Largest rho when each lot is left out in turn; NaN when one remainder is constant.</summary>
    public required double LeaveOneOutHigh { get; init; }

    /// <summary>Spearman correlation on the centred log-ratio of the composition (pseudocount 0.5 on counts); NaN when fractions without counts hold a zero.</summary>
    public required double RhoClr { get; init; }

    /// <summary>How well the state is found again elsewhere (clusters: mean over the other resolutions of the best Jaccard index with one of their clusters); NaN where that was not asked.</summary>
    public required double Stability { get; init; }

    /// <summary>Warnings: NOT_TESTED (left out of the family), NOT_ESTIMABLE, LOT_SPECIFIC, RARE, SIGN_DISAGREES, FEW_LOTS; where clusters were found anew also UNSTABLE, and BELOW_LOQ in the place of RARE.</summary>
    public required IReadOnlyList<string> Flags { get; init; }

    /// <summary>Whether it is a member of the family; the others have no p.</summary>
    public bool Tested => !Flags.Contains(AssociationSearch.NotTested);

    /// <summary>Whether it does not hold when clusters are found anew; it is no finding then, whatever its p.</summary>
    public bool IsUnstable => Flags.Contains(StabilityRules.Unstable);

    /// <summary>Place in the ranking: by family-wise p, then |rho|, then stability, then partition and state; what is unstable after all that is not. From 1.</summary>
    public required int Rank { get; init; }
}
