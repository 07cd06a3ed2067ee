using System.Text.RegularExpressions;
using GpuCqa.Core.Errors;

namespace GpuCqa.Formats.Images;

/// <summary>What is known of a cell beside its measurements: columns of its own table, of its image, and what names of files say.</summary>
internal sealed class CellColumns
{
    private const int Shown = 20;

    private readonly ObjectLayout cells;
    private readonly ImageSheet? images;
    private readonly FileNamePattern? pattern;
    private readonly Func<ObjectRows, ImageKey, string>[] nameColumns;
    private readonly OrderedDictionary<string, Func<ObjectRows, ImageKey, string>> columns = new(StringComparer.Ordinal);

    public CellColumns(ObjectLayout cells, ImageSheet? images, FileNamePattern? pattern, string label)
    {
        this.cells = cells;
        this.images = images;
        this.pattern = pattern;
        foreach (string group in pattern?.Groups ?? []) columns[group] = (rows, image) => OfName(rows, image).Groups[group].Value;
        string[] names = cells.Table.Names;
        foreach (int c in cells.Others) columns.TryAdd(names[c], (rows, _) => rows.Text(c));
        for (int c = 0; c < (images?.Columns.Length ?? 0); c++)
        {
            int at = c;
            columns.TryAdd(images!.Columns[c], (_, image) => images.Of(image)![at]);
        }

        nameColumns =
        [
            .. cells.Others.Where(c => ColumnRoles.IsFileName(names[c])).Select(c => (Func<ObjectRows, ImageKey, string>)((rows, _) => rows.Text(c))),
            .. Enumerable.Range(0, images?.Columns.Length ?? 0).Where(c => !images!.Columns[c].Contains("Metadata_", StringComparison.Ordinal)).Select(c => (Func<ObjectRows, ImageKey, string>)((_, image) => images!.Of(image)![c])),
            (_, _) => label,
        ];
    }

    /// <summary>Names of all columns.</summary>
    public IEnumerable<string> Names => columns.Keys;

    /// <summary>Refuses a row whose image the table of images lacks.</summary>
    public void RequireImage(ObjectRows rows, ImageKey image)
    {
        if (images is not null && images.Of(image) is null) throw rows.Bad(cells.Image, cells.Table.Names[cells.Image], $"{image} is not in {images.Path}");
    }

    /// <summary>A column, also without "Metadata_" and "Image_" before its name, or the values of several, "donor,state", joined by underscores; null = there is none.</summary>
    public Func<ObjectRows, ImageKey, string>? Find(string name)
    {
        if (One(name) is { } one) return one;
        string[] parts = name.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Func<ObjectRows, ImageKey, string>?[] found = [.. parts.Select(One)];
        if (parts.Length < 2 || found.Contains(null)) return null;
        return (rows, image) => string.Join('_', found.Select(f => f!(rows, image)));
    }

    /// <summary>A column that must be there.</summary>
    /// <exception cref="NotFoundException">There is none; names those there are.</exception>
    public Func<ObjectRows, ImageKey, string> Require(string name) => Find(name) ?? throw Lacks(name);

    private Func<ObjectRows, ImageKey, string>? One(string name)
    {
        string[] all = [.. columns.Keys];
        int at = ColumnRoles.Find(all, name, "Metadata_" + name, "Image_" + name, "Image_Metadata_" + name);
        return at < 0 ? null : columns[all[at]];
    }

    private NotFoundException Lacks(string name)
    {
        string[] metadata = [.. columns.Keys.Where(k => !ColumnRoles.IsMeasurement(k))];
        return new NotFoundException($"{cells.Table.Path}: no column '{name}' of its cells or images; there are {string.Join(", ", metadata.Take(Shown))}{(metadata.Length > Shown ? $" and {metadata.Length - Shown} more" : "")}");
    }

    private Match OfName(ObjectRows rows, ImageKey image)
    {
        string? first = null;
        foreach (Func<ObjectRows, ImageKey, string> column in nameColumns)
        {
            string name = column(rows, image);
            if (pattern!.Of(name) is { Success: true } match) return match;
            first ??= name;
        }

        throw new BadDataException(rows.Path, rows.Row, $"the name '{first}' does not fit --image-metadata {pattern!.Text}");
    }
}
