using GpuCqa.Core.Errors;
using GpuCqa.Formats.Text;

namespace GpuCqa.Formats.Layouts;

/// <summary>The name of each cell, one a line.</summary>
internal static class BarcodeNames
{
    /// <summary>Checks the names.</summary>
    /// <exception cref="BadDataException">A barcode is empty or repeated; names both lines.</exception>
    public static string[] Of(NameFile file)
    {
        string path = file.Path;
        string[] barcodes = new string[file.Count];
        var lineOf = new Dictionary<string, long>(barcodes.Length, StringComparer.Ordinal);
        for (int i = 0; i < barcodes.Length; i++)
        {
            string barcode = barcodes[i] = file.Text(i, 0)!;
            if (barcode.Length == 0) throw new BadDataException(path, $"line {file.Line(i)}", "the barcode is empty");
            if (!lineOf.TryAdd(barcode, file.Line(i)))
                throw new BadDataException(path, $"line {file.Line(i)}", $"the barcode '{barcode}' is already on line {lineOf[barcode]}; barcodes must be unique");
        }

        return barcodes;
    }

    /// <summary>A column of a table of cells with a header, one value a cell, or null when there is no such column.</summary>
    /// <exception cref="BadDataException">A value is missing; names the line.</exception>
    public static string[]? ReadColumn(string path, string column, int cells)
    {
        if (!FolderNames.Plain(path).EndsWith(".csv", StringComparison.OrdinalIgnoreCase)) return null;
        using var reader = new DelimitedReader(path, ',', quoting: true);
        if (!reader.Read()) return null;
        int at = Enumerable.Range(0, reader.FieldCount).FirstOrDefault(c => reader.Text(c).Trim() == column, -1);
        if (at < 0) return null;
        var values = new List<string>(cells);
        while (reader.Read())
        {
            string value = at < reader.FieldCount ? reader.Text(at).Trim() : "";
            values.Add(value.Length > 0 ? value : throw new BadDataException(path, $"line {reader.Line}, column {at + 1} ('{column}')", "the value is missing, expected the name of the cell's lot"));
        }

        return values.Count == cells ? [.. values] : throw new BadDataException(path, null, $"has {values.Count} rows, expected {cells} cells");
    }
}
