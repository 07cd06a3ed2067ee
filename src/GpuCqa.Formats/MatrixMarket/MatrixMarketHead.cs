using System.Globalization;
using System.Text;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Text;

namespace GpuCqa.Formats.MatrixMarket;

/// <summary>Reads the banner, the comments and the size line of a Matrix Market file.</summary>
internal static class MatrixMarketHead
{
    public const string Banner = "%%MatrixMarket";

    /// <exception cref="BadDataException">The head is malformed, or the matrix is of a kind that cannot hold counts of cells.</exception>
    public static MatrixMarketHeader Read(TextLines lines, string path)
    {
        if (!lines.HasLines()) throw new BadDataException(path, "line 1", $"the file is empty, expected a '{Banner}' line");
        ReadOnlySpan<byte> line = lines.Next();
        string[] banner = Encoding.Latin1.GetString(line[..Math.Min(line.Length, 200)]).Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (banner.Length == 0 || !banner[0].Equals(Banner, StringComparison.OrdinalIgnoreCase))
            throw new BadDataException(path, "line 1", $"expected '{Banner} matrix coordinate integer general', found {Utf8.Quote(line)}");
        string[] words = [.. banner.Skip(1).Select(w => w.ToLowerInvariant())];
        if (words.Length != 4 || words[0] != "matrix") throw new BadDataException(path, "line 1", $"expected '{Banner} matrix coordinate integer general', found {Utf8.Quote(line)}");
        if (words[1] != "coordinate") throw new BadDataException(path, "line 1", $"the matrix is '{words[1]}', expected 'coordinate' (sparse)");
        if (words[2] is not ("integer" or "real" or "double"))
            throw new BadDataException(path, "line 1", $"the values are '{words[2]}', expected 'integer' or 'real'{(words[2] == "pattern" ? ": a pattern says where values are, not what they are" : "")}");
        if (words[3] != "general") throw new BadDataException(path, "line 1", $"the matrix is '{words[3]}', expected 'general'");

        while (lines.HasLines())
        {
            long number = lines.Number;
            line = lines.Next();
            ReadOnlySpan<byte> rest = line;
            ReadOnlySpan<byte> first = Word(ref rest);
            if (first.IsEmpty || first[0] == '%') continue;
            long rows = Size(first), columns = Size(Word(ref rest)), entries = Size(Word(ref rest));
            if (rows < 0 || columns < 0 || entries < 0 || !Word(ref rest).IsEmpty)
                throw new BadDataException(path, $"line {number}", $"expected the size line 'rows columns entries', found {Utf8.Quote(line)}");
            if (rows > int.MaxValue || columns > int.MaxValue)
                throw new BadDataException(path, $"line {number}", $"a matrix of {rows} x {columns} is too large, expected at most {int.MaxValue} rows and columns");
            if (entries > rows * columns)
                throw new BadDataException(path, $"line {number}", $"{entries} entries do not fit into a matrix of {rows} x {columns}");
            return new MatrixMarketHeader(words[2] == "integer" ? "integer" : "real", (int)rows, (int)columns, entries);
        }

        throw new BadDataException(path, $"line {lines.Number}", "the file ends before the size line 'rows columns entries'");
    }

    /// <summary>Takes the next word off a line: what stands between blanks, tabs and carriage returns.</summary>
    public static ReadOnlySpan<byte> Word(ref ReadOnlySpan<byte> rest)
    {
        int start = 0;
        while (start < rest.Length && IsBlank(rest[start])) start++;
        int end = start;
        while (end < rest.Length && !IsBlank(rest[end])) end++;
        ReadOnlySpan<byte> word = rest[start..end];
        rest = rest[end..];
        return word;
    }

    private static bool IsBlank(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r';

    private static long Size(ReadOnlySpan<byte> word) =>
        long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out long size) ? size : -1;
}
