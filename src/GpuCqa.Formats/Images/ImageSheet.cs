using GpuCqa.Core.Errors;

namespace GpuCqa.Formats.Images;

/// <summary>What CellProfiler's table of images says of each image: plate, well, site, names of files.</summary>
internal sealed class ImageSheet
{
    private readonly Dictionary<ImageKey, string[]> rows = [];

    private ImageSheet(string path, string[] columns)
    {
        Path = path;
        Columns = columns;
    }

    /// <summary>The table, for messages.</summary>
    public string Path { get; }

    /// <summary>Columns that are kept: metadata and names of files.</summary>
    public string[] Columns { get; }

    /// <summary>Number of images.</summary>
    public int Count => rows.Count;

    /// <summary>The values of an image, or null.</summary>
    public string[]? Of(ImageKey image) => rows.GetValueOrDefault(image);

    /// <summary>Reads the table.</summary>
    /// <exception cref="BadDataException">It has no column of image numbers, or an image is in it twice.</exception>
    public static ImageSheet Read(ObjectTable table)
    {
        string[] names = table.Names;
        int image = ColumnRoles.Find(names, ColumnRoles.ImageNumber), run = ColumnRoles.Find(names, ColumnRoles.TableNumber);
        if (image < 0) throw new BadDataException(table.Path, "line 1", $"has no column '{ColumnRoles.ImageNumber[0]}', by which objects are joined to images");
        int[] kept = [.. Enumerable.Range(0, names.Length).Where(c => IsKept(names[c]))];
        var sheet = new ImageSheet(table.Path, [.. kept.Select(c => names[c])]);
        using ObjectRows rows = table.Open();
        while (rows.Read())
        {
            var key = new ImageKey(run < 0 ? "" : rows.Text(run), rows.Whole(image, names[image]));
            if (!sheet.rows.TryAdd(key, [.. kept.Select(rows.Text)])) throw rows.Bad(image, names[image], $"{key} is in the table twice");
        }

        return sheet;
    }

    private static bool IsKept(string name)
    {
        string own = name.StartsWith("Image_", StringComparison.Ordinal) ? name[6..] : name;
        return own.StartsWith("Metadata_", StringComparison.Ordinal) || own.StartsWith("FileName_", StringComparison.Ordinal) || own.StartsWith("PathName_", StringComparison.Ordinal);
    }
}
