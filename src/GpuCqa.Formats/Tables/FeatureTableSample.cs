using System.Globalization;
using System.Text;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Text;

namespace GpuCqa.Formats.Tables;

/// <summary>Header and first rows of a table, from which it is decided what the table and its columns are.</summary>
internal sealed class FeatureTableSample
{
    /// <summary>Rows looked at; a column that is text only further down is refused where it first is.</summary>
    public const int MostRows = 256;

    /// <summary>Name given to a first column without one (R writes row names so).</summary>
    public const string UnnamedFirst = "row";

    private const int LongestMissing = 16;

    private static readonly string[] Missing = ["", "na", "n/a", "nan", "null", "none", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity"];

    private readonly List<double[]> rows = [];
    private readonly List<string> firsts = [];
    private readonly bool[] text;

    private FeatureTableSample(string[] names)
    {
        Names = names;
        text = new bool[names.Length];
    }

    /// <summary>Column names; the first one is <see cref="UnnamedFirst"/> where the header has none or is one field short, as R's write.table leaves it.</summary>
    public string[] Names { get; }

    /// <summary>Whether the header is one field short of the rows.</summary>
    public bool HeaderShort { get; private init; }

    /// <summary>Whether the rows are all that the table has.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Number of rows seen.</summary>
    public int Rows => rows.Count;

    /// <summary>Text of the first field of each row.</summary>
    public IReadOnlyList<string> Firsts => firsts;

    /// <summary>Whether a column holds text.</summary>
    public bool IsText(int column) => text[column];

    /// <summary>A value, or NaN where it is missing or text.</summary>
    public double Value(int row, int column) => rows[row][column];

    /// <summary>Reads the header and the first rows.</summary>
    /// <exception cref="BadDataException">The header is malformed.</exception>
    public static FeatureTableSample Read(string path, char delimiter)
    {
        bool isShort = HeaderIsShort(path, delimiter);
        using var reader = new DelimitedReader(path, delimiter, quoting: true);
        string[] names = TableHeader.Read(reader, UnnamedFirst);
        var sample = new FeatureTableSample(isShort ? [UnnamedFirst, .. names] : names) { HeaderShort = isShort };
        bool more;
        while ((more = reader.Read()) && sample.Rows < MostRows) sample.Add(reader);
        sample.IsWhole = !more;
        return sample;
    }

    /// <summary>Whether every row seen, and more than one, has one field more than the header, whose first name is not empty.</summary>
    private static bool HeaderIsShort(string path, char delimiter)
    {
        using var reader = new DelimitedReader(path, delimiter, quoting: true);
        if (!reader.Read() || reader.Field(0).Trim((byte)' ').IsEmpty) return false;
        int width = reader.FieldCount, rows = 0;
        while (rows < MostRows && reader.Read())
        {
            if (reader.FieldCount != width + 1) return false;
            rows++;
        }

        return rows > 1;
    }

    private void Add(DelimitedReader reader)
    {
        double[] row = new double[Names.Length];
        Array.Fill(row, double.NaN);
        for (int c = 0; c < Math.Min(Names.Length, reader.FieldCount); c++)
        {
            ReadOnlySpan<byte> field = reader.Field(c);
            if (double.TryParse(field, CultureInfo.InvariantCulture, out double value)) row[c] = value;
            else text[c] |= !IsMissing(field);
        }

        rows.Add(row);
        firsts.Add(reader.FieldCount > 0 ? reader.Text(0).Trim() : "");
    }

    /// <summary>A missing value does not make a column text: it is refused as a value, with its place.</summary>
    private static bool IsMissing(ReadOnlySpan<byte> field) =>
        NumberParser.TryParse(field, out _) || (field.Length <= LongestMissing && Missing.Contains(Encoding.Latin1.GetString(field).Trim(), StringComparer.OrdinalIgnoreCase));
}
