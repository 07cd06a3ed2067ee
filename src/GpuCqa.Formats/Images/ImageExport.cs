using GpuCqa.Core.Errors;

namespace GpuCqa.Formats.Images;

/// <summary>What CellProfiler wrote in one run: the cells, other objects that belong to them, and the images.</summary>
internal sealed class ImageExport
{
    private ImageExport(string label, ObjectLayout cells, IReadOnlyList<(ObjectLayout Layout, PartnerLink Link)> partners, ImageSheet? images)
    {
        Label = label;
        Cells = cells;
        Partners = partners;
        Images = images;
        FeatureNames = [.. cells.FeatureNames, .. partners.SelectMany(p => p.Layout.FeatureNames)];
    }

    /// <summary>What the export is called: the name of its folder or file.</summary>
    public string Label { get; }

    /// <summary>The table with one row a cell.</summary>
    public ObjectLayout Cells { get; }

    /// <summary>Tables of other objects.</summary>
    public IReadOnlyList<(ObjectLayout Layout, PartnerLink Link)> Partners { get; }

    /// <summary>The images, or null.</summary>
    public ImageSheet? Images { get; }

    /// <summary>Features of a cell, the cells' own first.</summary>
    public string[] FeatureNames { get; }

    /// <summary>Puts the tables of one run together.</summary>
    /// <param name="path">The path that the user gave, for messages.</param>
    /// <param name="label">What the export is called.</param>
    /// <param name="tables">Tables of objects.</param>
    /// <param name="images">Table of images, or null.</param>
    /// <param name="wanted">Objects that are read, the cell first; empty = all.</param>
    /// <param name="note">Receives what was assumed.</param>
    public static ImageExport Of(string path, string label, IReadOnlyList<ObjectTable> tables, ObjectTable? images, IReadOnlyList<string> wanted, Action<string>? note)
    {
        string[] names = [.. tables.Select(t => t.Item).OfType<string>()];
        if (tables.Count > 1 && wanted.FirstOrDefault(w => !names.Contains(w, StringComparer.OrdinalIgnoreCase)) is { } lacking)
            throw new NotFoundException($"{path}: no table of '{lacking}'; there are {string.Join(", ", names)}");
        ObjectTable[] read = wanted.Count == 0 || tables.Count == 1 ? [.. tables] : [.. wanted.Select(w => tables.First(t => w.Equals(t.Item, StringComparison.OrdinalIgnoreCase)))];
        ObjectTable cell = read.Length == 1 || wanted.Count > 0 ? read[0]
            : ObjectNames.CellOf(names) is { } likely ? read.First(t => t.Item == likely)
            : throw new NotFoundException($"{path}: which of {string.Join(", ", names)} are the cells? Say which objects are read, the cells first, with --image-objects.");
        ObjectLayout cells = ObjectLayout.Of(cell);
        var partners = new List<(ObjectLayout, PartnerLink)>();
        foreach (ObjectTable table in read.Where(t => t != cell))
        {
            ObjectLayout layout = ObjectLayout.Of(table);
            foreach (ObjectLayout one in (ObjectLayout[])[cells, layout])
            {
                if (one.Image < 0 || one.Number < 0) throw new BadDataException(one.Table.Path, "line 1", $"has no column {(one.Image < 0 ? "'ImageNumber'" : "'ObjectNumber'")}, by which objects are joined");
            }

            PartnerLink link = PartnerLink.Of(cells, layout);
            if (link.ByNumberAlone) note?.Invoke($"{path}: {table.Item} and {cell.Item} do not name each other as parents; objects of one number are taken as one cell");
            partners.Add((layout, link));
        }

        if (images is not null && cells.Image < 0) throw new BadDataException(cell.Path, "line 1", "has no column 'ImageNumber', by which objects are joined to images");
        return new ImageExport(label, cells, partners, images is null ? null : ImageSheet.Read(images));
    }
}
