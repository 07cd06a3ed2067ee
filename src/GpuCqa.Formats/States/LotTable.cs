using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;

namespace GpuCqa.Formats.States;

/// <summary>A table with one row a lot: what each lot is and can do, as text with its place in the file.</summary>
public sealed class LotTable
{
    private readonly Dictionary<string, int> rowOf = new(StringComparer.Ordinal);

    private LotTable(TextTable table, int lotColumn)
    {
        Table = table;
        LotColumn = lotColumn;
        Names = [.. table.Rows.Select(r => r[lotColumn])];
        for (int row = 0; row < Names.Length; row++)
        {
            if (Names[row].Length == 0) throw new BadDataException(table.Path, table.Place(row, lotColumn), "the lot has no name");
            if (!rowOf.TryAdd(Names[row], row))
                throw new BadDataException(table.Path, table.Place(row, lotColumn), $"the lot '{Names[row]}' is already on line {table.LineOf(rowOf[Names[row]])}; lots must be unique (a table with one row a cell needs --state-column)");
        }
    }

    /// <summary>The table.</summary>
    public TextTable Table { get; }

    /// <summary>Index of the column that names the lots.</summary>
    public int LotColumn { get; }

    /// <summary>The lots, in the order of the rows; unique.</summary>
    public string[] Names { get; }

    /// <summary>Takes the column that is asked for, or <c>lot</c> in any case, or else the first one.</summary>
    /// <param name="table">The table.</param>
    /// <param name="lotColumn">Column that names the lots, or null.</param>
    /// <exception cref="NotFoundException">The table has no such column.</exception>
    /// <exception cref="BadDataException">A lot has no name or one that is taken; names the line.</exception>
    public static LotTable Of(TextTable table, string? lotColumn) => new(table, ColumnOf(table, lotColumn));

    /// <summary>Reads a sheet of lots beside a table: the column that is asked for may be the table's alone, and is the sheet's where it has it.</summary>
    /// <param name="path">The sheet.</param>
    /// <param name="lotColumn">Column that names the lots in the sheet or the table, or null.</param>
    /// <exception cref="BadDataException">The sheet is malformed, or a lot has no name or one that is taken; names the line.</exception>
    public static LotTable ReadSheet(string path, string? lotColumn)
    {
        TextTable table = TextTable.Read(path);
        return Of(table, lotColumn is not null && table.Find(lotColumn) >= 0 ? lotColumn : null);
    }

    /// <summary>The column that names the lots: the one asked for, <c>lot</c> in any case, or the first.</summary>
    /// <exception cref="NotFoundException">The table has no such column.</exception>
    public static int ColumnOf(TextTable table, string? lotColumn) =>
        lotColumn is not null ? table.IndexOf(lotColumn) : Math.Max(0, Array.FindIndex(table.Headers, h => h.Equals("lot", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Row of a lot; -1 when the table lacks it.</summary>
    public int RowOf(string lot) => rowOf.GetValueOrDefault(lot, -1);

    /// <summary>What an optional column (donor, batch) says of a lot, its name in any case; null when there is none or it is empty.</summary>
    public string? Optional(string lot, string column)
    {
        int at = Array.FindIndex(Table.Headers, h => h.Equals(column, StringComparison.OrdinalIgnoreCase)), row = RowOf(lot);
        return at < 0 || row < 0 || MissingText.Is(Table.Rows[row][at]) ? null : Table.Rows[row][at];
    }
}
