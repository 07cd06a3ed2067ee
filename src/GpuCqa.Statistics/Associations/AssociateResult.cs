using GpuCqa.Core.Parameters;

namespace GpuCqa.Statistics;

/// <summary>What a test of known states over lots found.</summary>
public sealed record AssociateResult : AnalysisResult, IPredictionResult, IAttributionResult
{
    /// <summary>Parameters after defaults.</summary>
    public required AssociateParameters Parameters { get; init; }

    /// <summary>Every state of every partition against every readout.</summary>
    public required AssociationFindings Tests { get; init; }

    /// <inheritdoc/>
    public PredictionFindings? Prediction { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<EffectiveCells> Effective { get; init; } = [];

    /// <inheritdoc/>
    public override string Verb => "associate";

    /// <inheritdoc/>
    public override object AllParameters => Parameters;
}
