using GpuCqa.Core.Parameters;

namespace GpuCqa.Pipelines.Perturbations;

/// <summary>What a user says of a table of knock-downs.</summary>
public sealed record PerturbRequest
{
    /// <summary>Table with one row a measurement: gene, siRNA, lot, readout, viability, knock-down.</summary>
    public required string Table { get; init; }

    /// <summary>Readout, controls, level; no names of controls without a target = the usual ones.</summary>
    public required PerturbParameters Parameters { get; init; }

    /// <summary>Column of the viability; null = viability or viable cells.</summary>
    public string? ViabilityColumn { get; init; }

    /// <summary>Column of the knock-down in percent; null = knockdown.</summary>
    public string? KnockdownColumn { get; init; }
}
