using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Images;
using GpuCqa.Formats.Inspection;

namespace GpuCqa.Formats;

/// <summary>Lots of a table of image features that says itself what they are, so that no sheet is needed.</summary>
public static class ImageCohort
{
    private const string Metadata = "Metadata_", OfImage = "Image_";

    /// <summary>Whether a path is a cohort sheet.</summary>
    public static bool IsSheet(string path) => CellFileKinds.Of(path) == CellFileKind.Table && CohortSheetInspection.Looks(path);

    /// <summary>Every lot that the cells name, by name, with those columns of cells and images, and parts of file names, that are the same throughout each lot. All are of the role train.</summary>
    /// <param name="path">Table, folder or database of image features.</param>
    /// <param name="options">How it is read; <see cref="CellFileOptions.GroupColumn"/> names the lot.</param>
    /// <param name="cancellation">Stops between cells.</param>
    /// <exception cref="BadDataException">The table is damaged, or no column describes the lots.</exception>
    /// <exception cref="NotFoundException">A column that is named does not exist.</exception>
    public static Cohort Read(string path, CellFileOptions options, CancellationToken cancellation)
    {
        ImageTableSource source = ImageTableSource.Open(path, options with { Note = null });
        string[] names = [.. source.Columns.Where(c => !ColumnRoles.IsMeasurement(c))];
        var lots = new SortedDictionary<string, string?[]>(StringComparer.Ordinal);
        foreach ((string lot, string[] values) in source.Labels(names, cancellation))
        {
            if (MissingText.Is(lot)) continue;
            if (lots.TryAdd(lot, values)) continue;
            string?[] known = lots[lot];
            for (int c = 0; c < values.Length; c++) known[c] = known[c] == values[c] ? known[c] : null;
        }

        int[] constant = [.. Enumerable.Range(0, names.Length).Where(c => lots.Values.All(v => v[c] is not null) && lots.Values.Select(v => v[c]).Distinct(StringComparer.Ordinal).Count() > 1)];
        if (constant.Length == 0) throw new BadDataException(path, null, $"no column beside '{options.GroupColumn}' describes its {lots.Count} lots; give a cohort sheet with a readout");
        string[] headers = ["lot", "path", .. constant.Select(c => Plain(names[c])).Distinct(StringComparer.Ordinal)];
        return new Cohort(path, headers, [.. lots.Select(l => LotOf(path, l.Key, [.. constant.Select(c => (Plain(names[c]), l.Value[c]!))]))]);
    }

    private static Lot LotOf(string path, string name, (string Column, string Value)[] values)
    {
        var columns = new OrderedDictionary<string, string>(StringComparer.Ordinal) { ["lot"] = name, ["path"] = path };
        foreach ((string column, string value) in values) columns.TryAdd(column, value);
        string? Of(string column) => values.FirstOrDefault(v => v.Column.Equals(column, StringComparison.OrdinalIgnoreCase)).Value is { } value && !MissingText.Is(value) ? value : null;
        return new Lot(name, Path.GetFullPath(path), Lot.TrainRole, Of("donor"), Of("tissue"), Of("batch"), Of("process"), columns);
    }

    private static string Plain(string name)
    {
        string own = name.StartsWith(OfImage, StringComparison.Ordinal) ? name[OfImage.Length..] : name;
        return own.StartsWith(Metadata, StringComparison.Ordinal) ? own[Metadata.Length..] : own;
    }
}
