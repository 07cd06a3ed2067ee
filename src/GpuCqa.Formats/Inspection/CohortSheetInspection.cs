using System.Globalization;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Cohorts;
using GpuCqa.Formats.Text;

namespace GpuCqa.Formats.Inspection;

/// <summary>Describes cohort sheets.</summary>
internal static class CohortSheetInspection
{
    private static readonly string[] Known = ["lot", "path", "role", "donor", "tissue", "batch", "process"];

    /// <summary>Whether a table has the two columns that make it a cohort sheet.</summary>
    public static bool Looks(string path, char delimiter)
    {
        using var reader = new DelimitedReader(path, delimiter, quoting: true);
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
            notes.Add("role", string.Create(CultureInfo.InvariantCulture, $"{role.Key}: {role.Count()} lots ({string.Join(", ", role.Take(30).Select(l => l.Name))}{(role.Count() > 30 ? ", ..." : "")})"));
        int without = cohort.Lots.Count(l => l.Path is null);
        if (without > 0) notes.Warn($"{without} lots have no path; this is right only when one file holds all lots.");
        foreach (string column in cohort.Headers.Where(h => !Known.Contains(h, StringComparer.OrdinalIgnoreCase))) AddColumn(notes, cohort, column);
        return notes.Of(path, "cohort sheet");
    }

    private static void AddColumn(InspectionNotes notes, Cohort cohort, string column)
    {
        try
        {
            List<double> values = [.. CohortSheet.Readout(cohort, column).Where(v => !double.IsNaN(v))];
            notes.Add("possible readout", values.Count > 0
                ? string.Create(CultureInfo.InvariantCulture, $"{column}: {values.Count} lots, {Spread.Of(values)}")
                : $"{column}: no values");
        }
        catch (BadDataException)
        {
            notes.Add("column", $"{column}: text");
        }
    }
}
