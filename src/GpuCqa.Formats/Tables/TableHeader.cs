using GpuCqa.Core.Errors;
using GpuCqa.Formats.Text;

namespace GpuCqa.Formats.Tables;

/// <summary>Reads the header row of a table.</summary>
internal static class TableHeader
{
    /// <summary>The column names, trimmed; an empty first one (R's row names) becomes <paramref name="emptyFirst"/>.</summary>
    /// <exception cref="BadDataException">There is no header, or a name is empty or repeated.</exception>
    public static string[] Read(DelimitedReader reader, string? emptyFirst = null)
    {
        if (!reader.Read()) throw new BadDataException(reader.Path, "line 1", "the file is empty, expected a header row");
        string[] names = new string[reader.FieldCount];
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int c = 0; c < names.Length; c++)
        {
            string name = reader.Text(c).Trim();
            if (name.Length == 0 && c == 0 && emptyFirst is not null) name = emptyFirst;
            if (name.Length == 0) throw new BadDataException(reader.Path, $"line {reader.Line}, column {c + 1}", "the column has no name");
            if (!seen.TryAdd(name, c)) throw new BadDataException(reader.Path, $"line {reader.Line}, column {c + 1}", $"the column name '{name}' is already that of column {seen[name] + 1}");
            names[c] = name;
        }

        return names;
    }
}
