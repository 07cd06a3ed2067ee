using System.Globalization;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Tables;
using GpuCqa.Formats.Text;

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
        using var reader = new DelimitedReader(path, TableDialect.DelimiterOf(path), quoting: true);
        string[] headers = TableHeader.Read(reader);
        int lotColumn = Find(headers, LotColumn), pathColumn = Find(headers, PathColumn);
        if (lotColumn < 0) throw new BadDataException(path, $"line {reader.Line}", $"a cohort sheet needs a column '{LotColumn}'; the columns are {string.Join(", ", headers)}");
        if (pathColumn < 0 && !sharedFile) throw new BadDataException(path, $"line {reader.Line}", $"a cohort sheet needs a column '{PathColumn}'; the columns are {string.Join(", ", headers)}");
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var lots = new List<Lot>();
        var lineOf = new Dictionary<string, long>(StringComparer.Ordinal);
        while (reader.Read())
        {
            string place = $"line {reader.Line}";
            if (reader.FieldCount != headers.Length) throw new BadDataException(path, place, $"has {reader.FieldCount} fields, the header has {headers.Length}");
            var columns = new OrderedDictionary<string, string>(StringComparer.Ordinal);
            for (int c = 0; c < headers.Length; c++) columns.Add(headers[c], reader.Text(c).Trim());
            string name = columns.GetAt(lotColumn).Value;
            if (name.Length == 0) throw new BadDataException(path, $"{place}, column '{headers[lotColumn]}'", "the lot has no name");
            if (!lineOf.TryAdd(name, reader.Line)) throw new BadDataException(path, place, $"the lot '{name}' is already on line {lineOf[name]}; lots must be unique");
            string given = pathColumn < 0 ? "" : columns.GetAt(pathColumn).Value;
            lots.Add(new Lot(name, Resolve(folder, given, sharedFile, path, $"{place}, lot '{name}'"), RoleOf(headers, columns),
                Optional(headers, columns, "donor"), Optional(headers, columns, "tissue"), Optional(headers, columns, "batch"), Optional(headers, columns, "process"), columns));
        }

        return lots.Count > 0 ? new Cohort(path, headers, lots) : throw new BadDataException(path, null, "the sheet has a header but no lots");
    }

    /// <summary>The numbers of a readout column, one per lot in sheet order; NaN where a lot has none.</summary>
    /// <param name="cohort">The sheet.</param>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="NotFoundException">There is no such column; names those there are.</exception>
    /// <exception cref="BadDataException">A value is not a finite number; names the line.</exception>
    public static double[] Readout(Cohort cohort, string column)
    {
        if (Array.IndexOf(cohort.Headers, column) < 0)
            throw new NotFoundException($"{cohort.SheetPath}: no column '{column}'; the columns are {string.Join(", ", cohort.Headers)}");
        double[] values = new double[cohort.Lots.Count];
        for (int i = 0; i < values.Length; i++)
        {
            string text = cohort.Lots[i].Columns[column];
            values[i] = double.NaN;
            if (text.Length == 0) continue;
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]) || !double.IsFinite(values[i]))
                throw new BadDataException(cohort.SheetPath, $"line {LineOf(cohort, i)}, lot '{cohort.Lots[i].Name}', column '{column}'", $"'{text}' is not a finite number; leave the field empty where a lot has no value");
        }

        return values;
    }

    private static string? Resolve(string folder, string given, bool sharedFile, string sheet, string place)
    {
        if (given.Length == 0) return sharedFile ? null : throw new BadDataException(sheet, place, "the path of its cells is empty");
        string full = Path.GetFullPath(given, folder);
        return File.Exists(full) || Directory.Exists(full)
            ? full
            : throw new BadDataException(sheet, place, $"its path '{given}' does not exist (looked for {full})");
    }

    private static string RoleOf(string[] headers, OrderedDictionary<string, string> columns) =>
        Optional(headers, columns, RoleColumn)?.ToLowerInvariant() ?? Lot.TrainRole;

    private static string? Optional(string[] headers, OrderedDictionary<string, string> columns, string name)
    {
        int at = Find(headers, name);
        return at < 0 || columns.GetAt(at).Value.Length == 0 ? null : columns.GetAt(at).Value;
    }

    private static int Find(string[] headers, string name) => Array.FindIndex(headers, h => h.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The line of a lot, found by reading the sheet again: lines may be blank, and quoted fields may span several.</summary>
    private static long LineOf(Cohort cohort, int lot)
    {
        using var reader = new DelimitedReader(cohort.SheetPath, TableDialect.DelimiterOf(cohort.SheetPath), quoting: true);
        for (int record = -2; record < lot && reader.Read();) record++;
        return reader.Line;
    }
}
