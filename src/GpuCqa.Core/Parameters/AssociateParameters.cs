namespace GpuCqa.Core.Parameters;

/// <summary>Every parameter of a test of known states, after defaults. The whole record goes into the provenance of a result.</summary>
public sealed record AssociateParameters : AssociationParameters
{
    /// <summary>What the table holds: "lots x states", "states x lots", "one row a cell" or "one row a lot and state".</summary>
    public required string Layout { get; init; }

    /// <summary>What the values of a table of lots x states are: "counts", "fractions" or "percent"; counted cells are "counts".</summary>
    public required string Values { get; init; }

    /// <summary>Column that names the lot.</summary>
    public required string LotColumn { get; init; }

    /// <summary>Columns that name the state of a cell, each a partition of its own; empty for a table of lots x states.</summary>
    public IReadOnlyList<string> StateColumns { get; init; } = [];

    /// <summary>Column with the number of cells that a row stands for; null where each row is one cell.</summary>
    public string? CountColumn { get; init; }

    /// <summary>Column that names the condition that a cell was kept in; null where there is none. States of each condition are states of their own, all in one family.</summary>
    [OptionalParameter]
    public string? ConditionColumn { get; init; }

    /// <summary>The states of a table of lots x states, in its order; empty where each cell names its own.</summary>
    public IReadOnlyList<string> States { get; init; } = [];

    /// <summary>Column with the cells of each lot, those in no state included; null = the sum over the states.</summary>
    public string? TotalColumn { get; init; }

    /// <summary>Ordered levels of readouts in words, "readout=first,second,..."; a level's value is its place, from 0.</summary>
    public IReadOnlyList<string> Levels { get; init; } = [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OrderedLevels() => Levels;
}
