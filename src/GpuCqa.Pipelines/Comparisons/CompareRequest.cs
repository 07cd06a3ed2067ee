using GpuCqa.Core.Parameters;
using GpuCqa.Formats.States;

namespace GpuCqa.Pipelines.Comparisons;

/// <summary>What a user says of a comparison, before defaults.</summary>
public sealed record CompareRequest
{
    /// <summary>Sheet of the lots; null where they stand in no file.</summary>
    public string? Sheet { get; init; }

    /// <summary>The lots where they stand in no file, instead of <see cref="Sheet"/>.</summary>
    public LotTable? Lots { get; init; }

    /// <summary>Column that names the lot; null = "lot", or the first.</summary>
    public string? LotColumn { get; init; }

    /// <summary>Attribute table, one row an attribute; null without one.</summary>
    public string? Attributes { get; init; }

    /// <summary>Table of measurements that tell of the methods; null without one.</summary>
    public string? Method { get; init; }

    /// <summary>Cells on a frozen reference or in one embedding: the result folder of map or discover, or an h5ad; null without cells.</summary>
    public string? Cells { get; init; }

    /// <summary>Parameters; what the cells' file decides is null where it was not named.</summary>
    public required CompareParameters Parameters { get; init; }
}
