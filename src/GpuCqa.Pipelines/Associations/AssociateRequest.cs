using GpuCqa.Core.Parameters;
using GpuCqa.Formats.States;

namespace GpuCqa.Pipelines.Associations;

/// <summary>What a user says of a table of states and of its lots, before defaults.</summary>
public sealed record AssociateRequest
{
    /// <summary>Lots x states (or states x lots), one row a cell (or a lot and state with its count), or an h5ad.</summary>
    public required string Table { get; init; }

    /// <summary>Sheet of the lots with their readouts, or null when the table has them.</summary>
    public string? Sheet { get; init; }

    /// <summary>The lots where they stand in no file, instead of <see cref="Sheet"/>.</summary>
    public LotTable? Lots { get; init; }

    /// <summary>Readouts, levels of certainty, exactness, seed.</summary>
    public required AssociationParameters Tests { get; init; }

    /// <summary>Ordered levels of a readout in words: "readout=first,second", or "first,second" where there is one readout.</summary>
    public IReadOnlyList<string> Levels { get; init; } = [];

    /// <summary>Column that names the lot; null = "lot", or the first.</summary>
    public string? LotColumn { get; init; }

    /// <summary>Columns that name a cell's state: the table has one row a cell, or one a lot and state.</summary>
    public IReadOnlyList<string> StateColumns { get; init; } = [];

    /// <summary>Column with the number of cells that a row stands for, or null when each row is one cell.</summary>
    public string? CountColumn { get; init; }

    /// <summary>With state columns: column that names the condition that a cell was kept in, or null; states of each condition are states of their own.</summary>
    public string? ConditionColumn { get; init; }

    /// <summary>Columns of a table of lots that are states; none = all that are nothing else.</summary>
    public IReadOnlyList<string> States { get; init; } = [];

    /// <summary>"counts", "fractions", "percent", or null = by what the values are.</summary>
    public string? Values { get; init; }

    /// <summary>Column with the cells of each lot, those in no state included, or null.</summary>
    public string? TotalColumn { get; init; }
}
