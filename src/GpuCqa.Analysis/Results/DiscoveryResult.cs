using GpuCqa.Analysis.Neighbourhoods;
using GpuCqa.Analysis.Populations;
using GpuCqa.Analysis.References;
using GpuCqa.Core.Parameters;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Results;

/// <summary>Everything a discovery found: what the cells are, and which of their clusters go with a readout.</summary>
public sealed record DiscoveryResult : AnalysisResult, IPredictionResult, IAttributionResult, IPopulationResult
{
    /// <summary>Parameters after defaults.</summary>
    public required DiscoverParameters Parameters { get; init; }

    /// <summary>The cells, without any readout.</summary>
    public required PopulationMap Map { get; init; }

    /// <summary>Every cluster of every resolution against every readout.</summary>
    public required AssociationFindings Tests { get; init; }

    /// <summary>Neighbourhoods of cells against every readout; null where they were not asked for.</summary>
    public NeighbourhoodFindings? Neighbourhoods { get; init; }

    /// <summary>What new lots are mapped onto; null after reading a result folder, whose reference/ is read by itself.</summary>
    public ReferenceModel? Reference { get; init; }

    /// <inheritdoc/>
    public PredictionFindings? Prediction { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<EffectiveCells> Effective { get; init; } = [];

    /// <inheritdoc/>
    public override string Verb => "discover";

    /// <inheritdoc/>
    public override object AllParameters => Parameters;
}
