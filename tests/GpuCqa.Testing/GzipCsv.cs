using System.Globalization;
using System.IO.Compression;

namespace GpuCqa.Testing;

/// <summary>Reads the small comma-separated tables that reference programs wrote, plain or .gz, quoted or not.</summary>
public sealed class GzipCsv
{
    private GzipCsv(string[] header, List<string[]> rows)
    {
        Header = header;
        Rows = rows;
    }

    public string[] Header { get; }

    public IReadOnlyList<string[]> Rows { get; }

    public static GzipCsv Read(string path)
    {
        using TextReader reader = Open(path);
        string[] header = Split(reader.ReadLine()!);
        var rows = new List<string[]>();
        while (reader.ReadLine() is { } line) rows.Add(Split(line));
        return new GzipCsv(header, rows);
    }

    public static TextReader Open(string path)
    {
        Stream file = File.OpenRead(path);
        return new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
    }

    public int Column(string name)
    {
        int at = Array.IndexOf(Header, name);
        return at >= 0 ? at : throw new InvalidDataException($"No column '{name}' among {string.Join(", ", Header)}.");
    }

    public string[] Text(string column) => Rows.Select(r => r[Column(column)]).ToArray();

    public double[] Numbers(string column) => Rows.Select(r => double.Parse(r[Column(column)], CultureInfo.InvariantCulture)).ToArray();

    private static string[] Split(string line) => line.Split(',').Select(f => f.Trim('"')).ToArray();
}
