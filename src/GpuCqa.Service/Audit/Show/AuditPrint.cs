using System.Globalization;
using System.Text;

namespace GpuCqa.Service.Audit.Show;

/// <summary>Rows of the log as text: a table for a terminal, or comma-separated values for a spreadsheet.</summary>
public static class AuditPrint
{
    /// <summary>Time, actor, operation, resource, status and reason, in columns.</summary>
    public static void Table(TextWriter output, IEnumerable<AuditRows.Row> rows)
    {
        string[][] cells = [["time", "actor", "operation", "resource", "status", "reason"],
            .. rows.Select(r => new[] { r.Time[..19] + "Z", r.Actor, r.Operation[(r.Operation.LastIndexOf('/') + 1)..], r.Resource, r.Status, r.Reason }.Select(Visible).ToArray())];
        int[] widths = Enumerable.Range(0, cells[0].Length).Select(c => cells.Max(r => r[c].Length)).ToArray();
        foreach (string[] row in cells) output.WriteLine(string.Join("  ", row.Select((cell, c) => cell.PadRight(widths[c]))).TrimEnd());
    }

    /// <summary>Every field, with a header (RFC 4180); what a spreadsheet would take for a formula has an apostrophe before it.</summary>
    public static void Csv(TextWriter output, IEnumerable<AuditRows.Row> rows)
    {
        output.Write("seq,time,actor,proof,credential,remote,operation,project,resource,status,reason,old,new\n");
        foreach (AuditRows.Row r in rows)
        {
            string[] cells = [r.Sequence.ToString(CultureInfo.InvariantCulture), r.Time, r.Actor, r.Proof, r.Credential, r.Remote, r.Operation, r.Project, r.Resource, r.Status, r.Reason, r.Old, r.New];
            output.Write(string.Join(',', cells.Select(c => Quoted(Visible(c)))) + "\n");
        }
    }

    private static string Quoted(string cell)
    {
        if (cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@') cell = "'" + cell;
        return cell.AsSpan().IndexOfAny(",\"") >= 0 || cell.Trim() != cell ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }

    // What a caller sent as a name may steer a terminal, or turn the order of what is shown around.
    private static string Visible(string text)
    {
        var shown = new StringBuilder();
        foreach (char c in text)
        {
            if (char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else shown.Append(c);
        }

        return shown.ToString();
    }
}
