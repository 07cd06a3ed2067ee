using System.Globalization;
using System.Text;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Text;

namespace GpuCqa.Formats.Tables;

/// <summary>Decides what each column of a feature table is, from the header and the first rows.</summary>
internal static class FeatureTableLayout
{
    /// <summary>Rows looked at; a column that is text only further down is refused where it first is.</summary>
    private const int SampleRows = 256;

    /// <summary>Name given to a first column without one (R writes row names so).</summary>
    private const string UnnamedFirst = "row";

    /// <summary>CellProfiler's convention: these two name an object, and the prefix marks what is no measurement.</summary>
    private const string ImageNumber = "ImageNumber", ObjectNumber = "ObjectNumber", MetadataPrefix = "Metadata_";

    private const int LongestMissing = 16;

    private static readonly string[] Missing = ["", "na", "n/a", "nan", "null", "none", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity"];

    /// <exception cref="NotFoundException">A column of the options is not in the header.</exception>
    /// <exception cref="BadDataException">The header is malformed, or no column is numeric.</exception>
    public static FeatureTableColumns Of(string path, char delimiter, CellFileOptions options)
    {
        using var reader = new DelimitedReader(path, delimiter, quoting: true);
        string[] names = TableHeader.Read(reader, UnnamedFirst);
        bool[] text = new bool[names.Length];
        bool[] given = new bool[names.Length];
        foreach (string column in options.MetadataColumns) given[IndexOf(names, column, path)] = true;
        if (options.GroupColumn is { } group) given[IndexOf(names, group, path)] = true;
        for (int row = 0; row < SampleRows && reader.Read(); row++)
        {
            for (int c = 0; c < Math.Min(names.Length, reader.FieldCount); c++) text[c] |= !IsNumeric(reader.Field(c));
        }

        int[] ids = Ids(names, text, options, path);
        int[] metadata = [.. Enumerable.Range(0, names.Length).Where(c => !ids.Contains(c) && (text[c] || given[c] || names[c].StartsWith(MetadataPrefix, StringComparison.Ordinal)))];
        int[] features = [.. Enumerable.Range(0, names.Length).Where(c => !ids.Contains(c) && !metadata.Contains(c))];
        return features.Length > 0
            ? new FeatureTableColumns(names, ids, metadata, features)
            : throw new BadDataException(path, "line 1", $"none of the {names.Length} columns is numeric, expected one row a cell with numeric features");
    }

    private static int[] Ids(string[] names, bool[] text, CellFileOptions options, string path)
    {
        if (options.IdColumn is { } wanted) return [IndexOf(names, wanted, path)];
        int image = Array.IndexOf(names, ImageNumber), item = Array.IndexOf(names, ObjectNumber);
        if (image >= 0 && item >= 0) return [image, item];
        int first = Array.FindIndex(names, n => n == UnnamedFirst) == 0 ? 0 : Array.IndexOf(text, true);
        if (first >= 0) return [first];
        options.Note?.Invoke($"{path}: no column names the cells; they are numbered from 1");
        return [];
    }

    private static int IndexOf(string[] names, string column, string path)
    {
        int at = Array.IndexOf(names, column);
        return at >= 0
            ? at
            : throw new NotFoundException($"{path}: no column '{column}'; the columns are {string.Join(", ", names.Take(20))}{(names.Length > 20 ? $" and {names.Length - 20} more" : "")}");
    }

    /// <summary>A missing value does not make a column text: it is refused as a value, with its place.</summary>
    private static bool IsNumeric(ReadOnlySpan<byte> field) =>
        NumberParser.TryParse(field, out _)
        || double.TryParse(field, CultureInfo.InvariantCulture, out _)
        || (field.Length <= LongestMissing && Missing.Contains(Encoding.Latin1.GetString(field).Trim(), StringComparer.OrdinalIgnoreCase));
}
