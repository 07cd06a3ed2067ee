using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Readouts;
using GpuCqa.Formats.States;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Comparisons;

/// <summary>Reads measurements that tell of methods: replicates, the control lot's history and present, lots split in two.</summary>
internal static class MethodTable
{
    private static readonly string[] Kinds = ["replicate", "history", "control", "split"];

    /// <summary>The points of each attribute, in the order of the table.</summary>
    /// <exception cref="BadDataException">A column is missing, or a value is none of those expected.</exception>
    public static ILookup<string, MethodPoint> Read(string path, IReadOnlyList<AttributeSpec> attributes)
    {
        TextTable table = TextTable.Read(path);
        if (((string[])["attribute", "kind", "value"]).FirstOrDefault(n => table.Find(n) < 0) is { } lacking)
            throw new BadDataException(path, $"line {table.HeaderLine}", $"the table has no column '{lacking}'; a method table has attribute, kind ({string.Join(", ", Kinds)}), value, and lot, day, run, arm where they apply");
        int attribute = table.IndexOf("attribute"), kind = table.IndexOf("kind"), value = table.IndexOf("value");
        string Optional(int row, string column) => table.Find(column) is >= 0 and int at && !MissingText.Is(table.Rows[row][at]) ? table.Rows[row][at] : "";
        ReadoutColumn.Parsed parsed = ReadoutColumn.Parse([.. table.Rows.Select(r => r[value])], (row, finding) => new BadDataException(path, table.Place(row, value), finding));
        return Enumerable.Range(0, table.Rows.Count).Select(row =>
        {
            string name = table.Rows[row][attribute], what = table.Rows[row][kind].ToLowerInvariant();
            AttributeSpec spec = attributes.FirstOrDefault(a => a.Name == name) ?? throw new BadDataException(path, table.Place(row, attribute), $"'{name}' is no attribute of the attribute table; these are {string.Join(", ", attributes.Select(a => a.Name))}");
            if (!Kinds.Contains(what)) throw new BadDataException(path, table.Place(row, kind), $"is '{table.Rows[row][kind]}'; expected {string.Join(", ", Kinds[..^1])} or {Kinds[^1]}");
            if (double.IsNaN(parsed.Values[row]) || parsed.Sides[row] != 0) throw new BadDataException(path, table.Place(row, value), "expected a measured value");
            if (what is "replicate" or "split" && Optional(row, "lot").Length == 0) throw new BadDataException(path, $"line {table.LineOf(row)}", $"a {what} names its lot");
            if (what == "split" && Optional(row, "arm").Length == 0) throw new BadDataException(path, $"line {table.LineOf(row)}", "a split lot names the arm of each value");
            try
            {
                return (name, Point: new MethodPoint(what, Optional(row, "lot"), Optional(row, "day"), Optional(row, "run"), Optional(row, "arm"), spec.Scaled(parsed.Values[row])));
            }
            catch (ArgumentOutOfRangeException error)
            {
                throw new BadDataException(path, table.Place(row, value), $"on the scale of '{name}': {error.Message.Split(" (Parameter", 2)[0]}", error);
            }
        }).ToLookup(p => p.name, p => p.Point, StringComparer.Ordinal);
    }
}
