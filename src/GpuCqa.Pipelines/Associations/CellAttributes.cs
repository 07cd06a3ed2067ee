using GpuCqa.Core.Errors;

namespace GpuCqa.Pipelines.Associations;

/// <summary>Per-cell columns that are the same for every cell of a lot.</summary>
internal sealed class CellAttributes(string path, IReadOnlyList<string> columns) : ILotAttributes
{
    private readonly Dictionary<(string Lot, string Column), (string First, string? Other)> values = [];

    public string Path => path;

    public IReadOnlyList<string> Columns => columns;

    /// <summary>Takes one cell's value.</summary>
    public void Add(string lot, string column, string value)
    {
        if (!values.TryGetValue((lot, column), out (string First, string? Other) known)) values.Add((lot, column), (value, null));
        else if (known.Other is null && known.First != value) values[(lot, column)] = (known.First, value);
    }

    public (string Text, string Place) Value(string lot, string column)
    {
        string place = $"column '{column}', lot '{lot}'";
        (string first, string? other) = values[(lot, column)];
        return other is null ? (first, place) : throw new BadDataException(path, place, $"the cells of the lot say '{first}' and '{other}'; a readout has one value a lot");
    }

    public string? Optional(string lot, string column)
    {
        string? name = columns.FirstOrDefault(c => c.Equals(column, StringComparison.OrdinalIgnoreCase));
        return name is not null && values.TryGetValue((lot, name), out (string First, string? Other) known) && known is { Other: null, First.Length: > 0 } ? known.First : null;
    }
}
