using System.Text;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Tables;
using GpuCqa.Formats.Text;

namespace GpuCqa.Formats.States;

/// <summary>Opens delimited tables as spreadsheets write them.</summary>
internal static class SheetFile
{
    private const string DelimiterLine = "sep=";

    private static ReadOnlySpan<byte> Zip => "PK\u0003\u0004"u8;

    private static ReadOnlySpan<byte> CompoundFile => [0xD0, 0xCF, 0x11, 0xE0];

    /// <summary>A reader of the table; a first line "sep=;", which tells Excel the delimiter, is taken and passed over.</summary>
    /// <exception cref="BadDataException">It is a workbook, or cannot be read.</exception>
    public static DelimitedReader Open(string path)
    {
        ReadOnlySpan<byte> start = InputFile.Peek(path, 16);
        if (start.StartsWith(Zip) || start.StartsWith(CompoundFile)) throw new BadDataException(path, null, "is a workbook (Excel, OpenDocument) or an archive; save the sheet as CSV");
        if (start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) start = start[3..];
        if (start.Length > 0 && start[0] == '"') start = start[1..];
        if (start.Length <= DelimiterLine.Length || !Encoding.Latin1.GetString(start[..DelimiterLine.Length]).Equals(DelimiterLine, StringComparison.OrdinalIgnoreCase) || start[DelimiterLine.Length] is (byte)'\r' or (byte)'\n' or (byte)'"')
            return new DelimitedReader(path, TableDialect.DelimiterOf(path), quoting: true);
        var reader = new DelimitedReader(path, (char)start[DelimiterLine.Length], quoting: true);
        reader.Read();
        return reader;
    }

    /// <summary>The names of the columns, trimmed, behind empty rows; those without a name at the end are left out, and an empty first one (R's row names) gets a name.</summary>
    /// <exception cref="BadDataException">There is no header, or a name is repeated, or one before the last is empty.</exception>
    public static string[] Header(DelimitedReader reader)
    {
        string[] names;
        do
        {
            if (!reader.Read()) throw new BadDataException(reader.Path, "line 1", "the file is empty, expected a header row");
            names = [.. Enumerable.Range(0, reader.FieldCount).Select(c => reader.Text(c).Trim())];
        }
        while (names.All(n => n.Length == 0));
        names = names[..(Array.FindLastIndex(names, n => n.Length > 0) + 1)];
        if (names[0].Length == 0) names[0] = TextTable.UnnamedFirst;
        for (int c = 0; c < names.Length; c++)
        {
            string place = $"line {reader.Line}, column {c + 1}";
            if (names[c].Length == 0) throw new BadDataException(reader.Path, place, "the column has no name");
            int first = Array.IndexOf(names, names[c]);
            if (first < c) throw new BadDataException(reader.Path, place, $"the column name '{names[c]}' is already that of column {first + 1}");
        }

        return names;
    }

    /// <summary>Whether the fields of the row from one on are empty.</summary>
    public static bool IsEmptyFrom(DelimitedReader reader, int field)
    {
        for (int c = field; c < reader.FieldCount; c++)
        {
            if (!reader.Field(c).Trim((byte)' ').IsEmpty) return false;
        }

        return true;
    }
}
