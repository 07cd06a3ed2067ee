using System.Globalization;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Texts;
using GpuCqa.Formats.Cohorts;
using GpuCqa.Formats.Readouts;
using GpuCqa.Formats.States;
using GpuCqa.Formats.Text;

namespace GpuCqa.Formats.Inspection;

/// <summary>Describes cohort sheets.</summary>
internal static class CohortSheetInspection
{
    private static readonly string[] Known = ["lot", "path", "role", "donor", "tissue", "batch", "process"];

    /// <summary>Whether a table has the two columns that make it a cohort sheet.</summary>
    public static bool Looks(string path)
    {
        using DelimitedReader reader = SheetFile.Open(path);
        if (!reader.Read()) return false;
        string[] names = [.. Enumerable.Range(0, reader.FieldCount).Select(c => reader.Text(c).Trim().ToLowerInvariant())];
        return names.Contains("lot") && names.Contains("path");
    }

    public static FileInspection Of(string path)
    {
        var notes = new InspectionNotes();
        Cohort cohort = CohortSheet.Read(path, sharedFile: true);
        notes.Add("lots", cohort.Lots.Count);
        foreach (var role in cohort.Lots.GroupBy(l => l.Role, StringComparer.Ordinal))
            notes.Add("role", string.Create(CultureInfo.InvariantCulture, $"{role.Key}: {Counted.Of(role.Count(), "lot")} ({string.Join(", ", role.Take(30).Select(l => l.Name))}{(role.Count() > 30 ? ", ..." : "")})"));
        int without = cohort.Lots.Count(l => l.Path is null);
        if (without > 0) notes.Warn($"{Counted.Of(without, "lot")} {Counted.Word(without, "has", "have")} no path; this is right only when one file holds all lots.");
        foreach (string column in cohort.Headers.Where(h => !Known.Contains(h, StringComparer.OrdinalIgnoreCase))) AddColumn(notes, cohort, column);
        return notes.Of(path, FileInspector.CohortSheet);
    }

    private static void AddColumn(InspectionNotes notes, Cohort cohort, string column)
    {
        try
        {
            ReadoutColumn found = CohortSheet.Readout(cohort, column, cohort.Lots);
            List<double> values = [.. found.Values.Where(v => !double.IsNaN(v))];
            notes.Add("possible readout", values.Count > 0
                ? string.Create(CultureInfo.InvariantCulture, $"{column}: {Counted.Of(values.Count, "lot")}, {Spread.Of(values)}")
                : $"{column}: no values");
            foreach (string note in found.Notes) notes.Add("note", note);
        }
        catch (BadDataException error)
        {
            notes.Add("column", $"{column}: text");
            // A word among numbers is a mistake, and not a column of words.
            string[] texts = [.. cohort.Lots.Select(l => l.Columns[column]).Where(t => !MissingText.Is(t))];
            NumberDialect dialect = NumberDialect.Of(texts);
            if (texts.Count(t => dialect.TryParse(t, out _, out _)) * 2 >= texts.Length) notes.Warn(error.Message);
        }
    }
}
