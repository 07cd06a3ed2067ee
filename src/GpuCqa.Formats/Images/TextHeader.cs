using GpuCqa.Core.Errors;
using GpuCqa.Formats.Tables;
using GpuCqa.Formats.Text;

namespace GpuCqa.Formats.Images;

/// <summary>Column names of a delimited table of images or objects.</summary>
/// <param name="Names">Names; of two header rows (CellProfiler's combined export: object, measurement) joined by an underscore.</param>
/// <param name="Rows">Header rows, one or two.</param>
/// <param name="Delimiter">Delimiter.</param>
internal sealed record TextHeader(string[] Names, int Rows, char Delimiter)
{
    /// <summary>Reads the header.</summary>
    /// <exception cref="BadDataException">A column has no name, or a name occurs twice.</exception>
    public static TextHeader Read(string path)
    {
        char delimiter = TableDialect.DelimiterOf(path);
        using var reader = new DelimitedReader(path, delimiter, quoting: true);
        if (!reader.Read()) throw new BadDataException(path, "line 1", "the file is empty, expected a header row");
        string[] first = Texts(reader);
        string[]? second = Twice(first) && reader.Read() && reader.FieldCount == first.Length ? Texts(reader) : null;
        // Two rows of names: the first, of objects, repeats; no value of the second is a number.
        if (second is not null && Array.Exists(second, t => ImageNumbers.TryParse(System.Text.Encoding.UTF8.GetBytes(t), out _))) second = null;
        string[] names = second is null ? first : [.. first.Zip(second, Join)];
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int c = 0; c < names.Length; c++)
        {
            if (names[c].Length == 0 && c == 0) names[c] = FeatureTableSample.UnnamedFirst;
            if (names[c].Length == 0) throw new BadDataException(path, $"line 1, column {c + 1}", "the column has no name");
            if (!seen.TryAdd(names[c], c)) throw new BadDataException(path, $"line 1, column {c + 1}", $"the column name '{names[c]}' is already that of column {seen[names[c]] + 1}");
        }

        return new TextHeader(names, second is null ? 1 : 2, delimiter);
    }

    private static string Join(string item, string measurement) => item.Length == 0 ? measurement
        : item.Equals("Image", StringComparison.OrdinalIgnoreCase) && measurement is "ImageNumber" or "TableNumber" ? measurement
        : $"{item}_{measurement}";

    private static bool Twice(string[] names) => names.Distinct(StringComparer.Ordinal).Count() < names.Length;

    private static string[] Texts(DelimitedReader reader) => [.. Enumerable.Range(0, reader.FieldCount).Select(c => reader.Text(c).Trim())];
}
