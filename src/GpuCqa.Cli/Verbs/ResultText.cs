using System.Globalization;
using System.Text;
using GpuCqa.Reporting.Findings;
using GpuCqa.Reporting.Tables;
using GpuCqa.Statistics;

namespace GpuCqa.Cli.Verbs;

/// <summary>The tables of a result as lines of a terminal: short tables by columns, tables of a single row as a list, curves left to files.</summary>
internal static class ResultText
{
    private const int Most = 60, Widest = 6;

    public static string Of(AnalysisResult result)
    {
        var text = new StringBuilder();
        foreach (TableDefinition table in ResultTables.Of(result).Where(t => !t.File.Contains("curve", StringComparison.Ordinal)))
        {
            (string[] header, List<string[]> rows) = Read(table, result);
            if (text.Length > 0) text.AppendLine();
            if (rows.Count == 1 && header.Length > Widest) Add(text, [.. header.Select((h, c) => (string[])[h, rows[0][c]])]);
            else Add(text, [header, .. rows.Take(Most)]);
            if (rows.Count > Most) text.AppendLine(CultureInfo.InvariantCulture, $"... {rows.Count - Most} more rows in {table.File} of a result folder");
        }

        return text.ToString();
    }

    private static (string[], List<string[]>) Read(TableDefinition table, AnalysisResult result)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        table.Write(result, text);
        using var input = new StringReader(text.ToString());
        var csv = new CsvReader(input, table.File);
        var rows = new List<string[]>();
        bool[] number = [.. csv.Header.Select(h => table.Columns.FirstOrDefault(c => c.Name == h)?.Type == "number")];
        while (csv.Read()) rows.Add([.. csv.Header.Select((_, c) => Shown(csv.Text(c) ?? "", number[c]))]);
        return (csv.Header, rows);
    }

    private static string Shown(string value, bool number) =>
        number && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double x) && (value.Length > 6 || value.Contains('E', StringComparison.Ordinal)) ? Math.Abs(x) is > 0 and < 1e-3 ? x.ToString("0.###e-0", CultureInfo.InvariantCulture) : NumberText.Significant(x, 4) : value;

    private static void Add(StringBuilder text, IReadOnlyList<string[]> rows)
    {
        int[] widths = [.. rows[0].Select((_, c) => rows.Max(r => r[c].Length))];
        foreach (string[] row in rows) text.AppendLine(string.Join("  ", row.Select((v, c) => v.PadRight(widths[c]))).TrimEnd());
    }
}
