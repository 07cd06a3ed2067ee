using GpuCqa.Core.Errors;
using GpuCqa.Formats.Tables;
using GpuCqa.Formats.Text;

namespace GpuCqa.Formats.Images;

/// <summary>Finds CellProfiler's tables in a folder and the folders in it: each folder with tables is one export.</summary>
internal static class ImageFolder
{
    private const int Deepest = 4, HeaderRows = 2;

    private static readonly string[] Endings = [".csv", ".tsv", ".txt"];

    /// <summary>Whether a folder is one of exports. One with a matrix is not.</summary>
    public static bool Holds(string folder) => !Files(folder).Any(f => Plain(f).EndsWith(".mtx", StringComparison.OrdinalIgnoreCase)) && Folders(folder, 0).Any(f => Files(f).Any(IsTable));

    /// <summary>Every table of every export, in order.</summary>
    public static IReadOnlyList<string> Parts(string folder) => [.. Folders(folder, 0).SelectMany(f => Files(f).Where(IsTable))];

    /// <summary>The exports, in the order of their folders' names.</summary>
    /// <exception cref="BadDataException">A folder holds images without objects, or a header is damaged.</exception>
    public static IReadOnlyList<ImageExport> Open(string folder, ImageOptions options, Action<string>? note)
    {
        var exports = new List<ImageExport>();
        foreach (string at in Folders(folder, 0))
        {
            string[] files = [.. Files(at).Where(IsTable)];
            if (files.Length == 0) continue;
            string label = at == folder ? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))) : Path.GetRelativePath(folder, at).Replace('\\', '/');
            exports.Add(OfFiles(folder, label, files, options, note));
        }

        return exports;
    }

    /// <summary>Whether a table has CellProfiler's two header rows, of objects and of measurements.</summary>
    public static bool IsCombined(string path)
    {
        using var reader = new DelimitedReader(path, TableDialect.DelimiterOf(path), quoting: true);
        // A damaged header is told of by the reader that is for it.
        if (!reader.Read() || reader.FieldCount < 2) return false;
        string[] first = [.. Enumerable.Range(0, reader.FieldCount).Select(c => System.Text.Encoding.Latin1.GetString(reader.Field(c)).Trim())];
        if (!first.Contains("Image") || first.Distinct(StringComparer.Ordinal).Count() == first.Length || !reader.Read()) return false;
        return Enumerable.Range(0, reader.FieldCount).Any(c => reader.Field(c).SequenceEqual("ImageNumber"u8));
    }

    /// <summary>The export of a table by itself.</summary>
    public static ImageExport OpenFile(string path, ImageOptions options, Action<string>? note) =>
        ImageExport.Of(path, Path.GetFileName(path), [new TextObjectTable(path, TextHeader.Read(path)) { Item = null }], null, options.Objects, note);

    private static ImageExport OfFiles(string folder, string label, string[] files, ImageOptions options, Action<string>? note)
    {
        string? image = files.FirstOrDefault(f => Bare(f).EndsWith("Image", StringComparison.OrdinalIgnoreCase));
        string prefix = image is null ? "" : Bare(image)[..^"Image".Length];
        var objects = new List<ObjectTable>();
        foreach (string file in files.Where(f => f != image))
        {
            TextHeader header = TextHeader.Read(file);
            string item = Bare(file).StartsWith(prefix, StringComparison.Ordinal) ? Bare(file)[prefix.Length..] : Bare(file);
            if (ColumnRoles.NumberOf(header.Names, item) >= 0 || ColumnRoles.NumberOf(header.Names, null) >= 0) objects.Add(new TextObjectTable(file, header) { Item = header.Rows == 2 ? null : item });
            else note?.Invoke($"{folder}: {Path.GetFileName(file)} has no column of object numbers and was not read");
        }

        if (objects.Count == 0) throw new BadDataException(folder, null, $"holds {Path.GetFileName(files[0])}, but no table of objects (Cells.csv, Nuclei.csv) as CellProfiler's ExportToSpreadsheet writes them");
        if (objects.Count > 1 && objects.Exists(o => o.Item is null)) throw new BadDataException(folder, null, $"holds a combined table of objects, {Path.GetFileName(objects.First(o => o.Item is null).Path)}, beside others; leave one of the two in the folder");
        return ImageExport.Of(folder, label, objects, image is null ? null : new TextObjectTable(image, TextHeader.Read(image)) { Item = "Image" }, options.Objects, note);
    }

    private static IEnumerable<string> Folders(string folder, int depth)
    {
        yield return folder;
        if (depth == Deepest) yield break;
        foreach (string below in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            foreach (string at in Folders(below, depth + 1)) yield return at;
        }
    }

    private static string[] Files(string folder) => [.. Directory.EnumerateFiles(folder).Where(f => !Path.GetFileName(f).StartsWith('.')).Order(StringComparer.Ordinal)];

    /// <summary>Whether the header names images, as all tables of CellProfiler do.</summary>
    private static bool IsTable(string file)
    {
        if (!Endings.Contains(Path.GetExtension(Plain(file)), StringComparer.OrdinalIgnoreCase) || InputFile.Peek(file, 1).Length == 0) return false;
        try
        {
            using var reader = new DelimitedReader(file, TableDialect.DelimiterOf(file), quoting: true);
            for (int r = 0; r < HeaderRows && reader.Read(); r++)
            {
                string[] names = [.. Enumerable.Range(0, reader.FieldCount).Select(c => System.Text.Encoding.Latin1.GetString(reader.Field(c)).Trim())];
                if (ColumnRoles.Find(names, ColumnRoles.ImageNumber) >= 0) return true;
            }

            return false;
        }
        catch (BadDataException)
        {
            return false;
        }
    }

    private static string Plain(string file) => file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? file[..^3] : file;

    private static string Bare(string file) => Path.GetFileNameWithoutExtension(Plain(Path.GetFileName(file)));
}
