using GpuCqa.Formats.States;

namespace GpuCqa.Pipelines.Associations;

/// <summary>The columns of a table with one row a lot.</summary>
internal sealed class TableAttributes(LotTable lots) : ILotAttributes
{
    public string Path => lots.Table.Path;

    public IReadOnlyList<string> Columns => lots.Table.Headers;

    public LotTable Lots => lots;

    public (string Text, string Place) Value(string lot, string column)
    {
        int row = lots.RowOf(lot), at = lots.Table.IndexOf(column);
        return (lots.Table.Rows[row][at], $"{lots.Table.Place(row, at)}, lot '{lot}'");
    }

    public string? Optional(string lot, string column) => lots.Optional(lot, column);
}
