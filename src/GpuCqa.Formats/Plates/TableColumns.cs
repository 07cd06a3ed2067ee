using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Readouts;
using GpuCqa.Formats.States;

namespace GpuCqa.Formats.Plates;

/// <summary>Columns of a table by the names that laboratories give them; what cannot be read is named with its place.</summary>
/// <param name="table">The table.</param>
public sealed class TableColumns(TextTable table)
{
    /// <summary>The table.</summary>
    public TextTable Table => table;

    /// <summary>Index of the first column that has one of some names, in any case and whatever blanks and marks are in it; -1 when there is none.</summary>
    public int Find(params string[] names) =>
        names.Select(n => Array.FindIndex(table.Headers, h => Plain(h) == Plain(n))).FirstOrDefault(at => at >= 0, -1);

    /// <summary>The column that a user names, or one of some usual names; -1 when none is named and none is there.</summary>
    /// <param name="asked">What the user names, or null.</param>
    /// <param name="usual">Usual names.</param>
    /// <exception cref="NotFoundException">There is no column that is named.</exception>
    public int Of(string? asked, params string[] usual) => asked is null ? Find(usual) : table.IndexOf(ColumnNames.Match(asked, table.Headers) ?? asked);

    /// <summary>The column that a user names, or one of some usual names.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public int Required(string? asked, string what, params string[] usual) =>
        Of(asked, usual) is >= 0 and var at ? at : throw new NotFoundException($"{table.Path}: no column says {what} (expected {string.Join(", ", usual)}); the columns are {string.Join(", ", table.Headers.Take(30))}.");

    /// <summary>A text; null where it is missing or there is no such column.</summary>
    public string? Text(int row, int column) => column < 0 || MissingText.IsWord(table.Rows[row][column]) || table.Rows[row][column].Length == 0 ? null : table.Rows[row][column];

    /// <summary>Numbers of a column, NaN where there is none.</summary>
    /// <param name="column">The column; -1 for none.</param>
    /// <param name="accepts">What a number must be.</param>
    /// <param name="expected">The same in words.</param>
    /// <exception cref="BadDataException">A value is no number, a limit, or not what is expected; names the line.</exception>
    public double[] Numbers(int column, Func<double, bool> accepts, string expected)
    {
        if (column < 0) return [.. table.Rows.Select(_ => double.NaN)];
        ReadoutColumn.Parsed parsed = Parsed(column);
        for (int row = 0; row < parsed.Values.Length; row++)
        {
            if (parsed.Sides[row] != 0 || (!double.IsNaN(parsed.Values[row]) && !accepts(parsed.Values[row]))) throw new BadDataException(table.Path, table.Place(row, column), $"is '{table.Rows[row][column]}', expected {expected}");
        }

        return parsed.Values;
    }

    /// <summary>Numbers of a column as they are written, values beyond limits with their side.</summary>
    /// <exception cref="BadDataException">A value is no number; names the line.</exception>
    public ReadoutColumn.Parsed Parsed(int column, Func<string, string>? spelled = null) =>
        ReadoutColumn.Parse([.. table.Rows.Select(r => spelled is null ? r[column] : spelled(r[column]))], (row, finding) => new BadDataException(table.Path, table.Place(row, column), finding));

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
