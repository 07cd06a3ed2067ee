namespace GpuCqa.Statistics;

/// <summary>A result in which potency may have been attributed to states.</summary>
public interface IAttributionResult : IAssociationResult
{
    /// <summary>One for each readout and partition; empty where it was not asked for.</summary>
    IReadOnlyList<EffectiveCells> Effective { get; }
}
