namespace GpuCqa.Core.Parameters;

/// <summary>Every parameter of a test of knock-downs, after defaults. The whole record goes into the provenance of a result.</summary>
public sealed record PerturbParameters
{
    /// <summary>Names of controls without a target that are taken by themselves, whatever their case and marks.</summary>
    public static readonly IReadOnlyList<string> UsualNonTargeting = ["non-targeting", "non-targeting control", "non-target", "NT", "NTC", "siNT", "siCtrl", "siControl", "scramble", "scrambled", "negative control"];

    /// <summary>Column of the readout.</summary>
    public required string Readout { get; init; }

    /// <summary>Names in the column of genes that stand for controls without a target.</summary>
    public required IReadOnlyList<string> NonTargeting { get; init; }

    /// <summary>Gene whose knock-down must move the readout, or the experiment says nothing.</summary>
    public required string PositiveControl { get; init; }

    /// <summary>Where knock-downs are expected to move the readout: "decrease" or "increase".</summary>
    public string Direction { get; init; } = "decrease";

    /// <summary>Family-wise level.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>Confidence of intervals.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Which family-wise p decides: "holm" (of moderated t tests) or "dunnett" (one variance of all).</summary>
    public string Correction { get; init; } = "holm";

    /// <summary>Least knock-down of an siRNA that counts, in percent.</summary>
    public double LeastKnockdown { get; init; } = 50;

    /// <summary>Fewest independent siRNAs that must agree.</summary>
    public int FewestSirnas { get; init; } = 2;

    /// <summary>Largest change that counts as none: 0.2 is from a fifth less to a quarter more.</summary>
    public double Margin { get; init; } = 0.2;

    /// <summary>Viability against the non-targeting control below which an effect is flagged.</summary>
    public double LeastViability { get; init; } = 0.8;

    /// <summary>Whether the readout is given per viable cell already.</summary>
    public bool PerViableCell { get; init; }
}
