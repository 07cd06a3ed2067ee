using GpuCqa.Core.Parameters;

namespace GpuCqa.Statistics;

/// <summary>What a perturbation experiment says.</summary>
public sealed record PerturbationResult : AnalysisResult
{
    /// <summary>Parameters after defaults.</summary>
    public required PerturbParameters Parameters { get; init; }

    /// <summary>The measurements, in the order of the table.</summary>
    public required IReadOnlyList<PerturbationRow> Rows { get; init; }

    /// <summary>Lots with a non-targeting control.</summary>
    public required IReadOnlyList<string> Lots { get; init; }

    /// <summary>What so many lots can show at best.</summary>
    public required PerturbationFloor Floor { get; init; }

    /// <summary>The genes, the positive control first, the others by their family-wise p.</summary>
    public required IReadOnlyList<GeneEffect> Genes { get; init; }

    /// <summary>Every siRNA, in the order of the table.</summary>
    public required IReadOnlyList<SirnaEffect> Sirnas { get; init; }

    /// <summary>Every siRNA and lot, in the order of the table.</summary>
    public required IReadOnlyList<SirnaLot> Effects { get; init; }

    /// <summary>Slope of the readout's log-ratio over the viability's, over lots within genes; NaN where it is not determined.</summary>
    public required double ViabilitySlope { get; init; }

    /// <summary>Whether the positive control moved the readout as it must.</summary>
    public required bool ControlWorked { get; init; }

    /// <summary>Why it did or did not.</summary>
    public required string ControlReason { get; init; }

    /// <inheritdoc/>
    public override string Verb => "perturb";

    /// <inheritdoc/>
    public override object AllParameters => Parameters;
}
