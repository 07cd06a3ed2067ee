using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Readouts;
using GpuCqa.Formats.States;

namespace GpuCqa.Formats.Cohorts;

/// <summary>Reads cohort sheets: delimited text with one row a lot.</summary>
public static class CohortSheet
{
    private const string LotColumn = "lot", PathColumn = "path", RoleColumn = "role";

    /// <summary>Reads a sheet: columns <c>lot</c> (unique), <c>path</c> (relative to the sheet), optionally <c>role</c>, <c>donor</c>, <c>tissue</c>, <c>batch</c>, <c>process</c>, and any further ones.</summary>
    /// <param name="path">The sheet: CSV or TSV, plain or gzip.</param>
    /// <param name="sharedFile">Whether one file holds all lots and a column of it names the lot of a cell; a path may then be empty.</param>
    /// <exception cref="BadDataException">A column is missing or repeated, a lot has no name or one that is taken, or its path is empty or does not exist; names the line.</exception>
    /// <remarks>Column names and roles are understood in any case; values are trimmed; an empty role is "train".</remarks>
    public static Cohort Read(string path, bool sharedFile = false)
    {
        TextTable table = TextTable.Read(path);
        string[] headers = table.Headers;
        int lotColumn = Find(headers, LotColumn), pathColumn = Find(headers, PathColumn);
        if (lotColumn < 0) throw Lacks(table, LotColumn);
        if (pathColumn < 0 && !sharedFile) throw Lacks(table, PathColumn);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var lots = new List<Lot>();
        var lineOf = new Dictionary<string, long>(StringComparer.Ordinal);
        for (int row = 0; row < table.Rows.Count; row++)
        {
            long line = table.LineOf(row);
            var columns = new OrderedDictionary<string, string>(StringComparer.Ordinal);
            for (int c = 0; c < headers.Length; c++) columns.Add(headers[c], table.Rows[row][c]);
            string name = columns.GetAt(lotColumn).Value;
            if (name.Length == 0) throw new BadDataException(path, table.Place(row, lotColumn), "the lot has no name");
            if (!lineOf.TryAdd(name, line)) throw new BadDataException(path, $"line {line}", $"the lot '{name}' is already on line {lineOf[name]}; lots must be unique");
            string given = pathColumn < 0 ? "" : columns.GetAt(pathColumn).Value;
            lots.Add(new Lot(name, Resolve(folder, given, sharedFile, path, $"line {line}, lot '{name}'"), RoleOf(headers, columns),
                Optional(headers, columns, "donor"), Optional(headers, columns, "tissue"), Optional(headers, columns, "batch"), Optional(headers, columns, "process"), columns) { Line = line });
        }

        return new Cohort(path, headers, lots);
    }

    /// <summary>The numbers of a readout column, one per lot in sheet order; NaN where a lot has none.</summary>
    /// <param name="cohort">The sheet.</param>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="NotFoundException">There is no such column; names those there are.</exception>
    /// <exception cref="BadDataException">A value is no number; names the line.</exception>
    public static double[] Readout(Cohort cohort, string column) => Readout(cohort, column, cohort.Lots).Values;

    /// <summary>The numbers of a readout column over some of the lots, and how they were understood.</summary>
    /// <param name="cohort">The sheet.</param>
    /// <param name="column">Name of the column.</param>
    /// <param name="lots">Lots of the sheet; what the column says of others is not looked at.</param>
    /// <exception cref="NotFoundException">There is no such column; names those there are.</exception>
    /// <exception cref="BadDataException">A value is no number; names the line.</exception>
    public static ReadoutColumn Readout(Cohort cohort, string column, IReadOnlyList<Lot> lots)
    {
        _ = Column(cohort, column);
        return ReadoutColumn.Of(column, [.. lots.Select(l => l.Name)], [.. lots.Select(l => l.Columns[column])], (l, finding) =>
            new BadDataException(cohort.SheetPath, Place(lots[l], column), finding));
    }

    /// <summary>Index of a column.</summary>
    /// <param name="cohort">The sheet.</param>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="NotFoundException">There is no such column; names those there are.</exception>
    public static int Column(Cohort cohort, string column) => Array.IndexOf(cohort.Headers, column) is var at and >= 0 ? at
        : throw new NotFoundException($"{cohort.SheetPath}: no column '{column}'; the columns are {string.Join(", ", cohort.Headers)}{ColumnNames.Hint(column, cohort.Headers)}");

    /// <summary>Where the value of a lot stands, for messages.</summary>
    /// <param name="lot">The lot.</param>
    /// <param name="column">Name of the column.</param>
    public static string Place(Lot lot, string column) => $"{(lot.Line is { } line ? $"line {line}, " : "")}lot '{lot.Name}', column '{column}'";

    private static BadDataException Lacks(TextTable table, string column) =>
        new(table.Path, $"line {table.HeaderLine}", $"a cohort sheet needs a column '{column}'; the columns are {string.Join(", ", table.Headers)}");

    private static string? Resolve(string folder, string given, bool sharedFile, string sheet, string place)
    {
        if (given.Length == 0) return sharedFile ? null : throw new BadDataException(sheet, place, "the path of its cells is empty");
        string full = Path.GetFullPath(given, folder);
        if (Exists(full)) return full;
        // As Windows writes it.
        bool windows = Path.DirectorySeparatorChar != '\\' && given.Contains('\\', StringComparison.Ordinal);
        if (windows && Path.GetFullPath(given.Replace('\\', '/'), folder) is var turned && Exists(turned)) return turned;
        string drive = given.Length > 1 && given[1] == ':' && Path.DirectorySeparatorChar != '\\' ? "; a path with a drive letter is one of a Windows machine" : "";
        throw new BadDataException(sheet, place, $"its path '{given}' does not exist (looked for {full}{drive})");
    }

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    private static string RoleOf(string[] headers, OrderedDictionary<string, string> columns) =>
        Optional(headers, columns, RoleColumn)?.ToLowerInvariant() ?? Lot.TrainRole;

    private static string? Optional(string[] headers, OrderedDictionary<string, string> columns, string name)
    {
        int at = Find(headers, name);
        return at < 0 || MissingText.Is(columns.GetAt(at).Value) ? null : columns.GetAt(at).Value;
    }

    private static int Find(string[] headers, string name) => Array.FindIndex(headers, h => h.Equals(name, StringComparison.OrdinalIgnoreCase));
}
