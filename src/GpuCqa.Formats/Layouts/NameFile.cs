using System.Globalization;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Text;

namespace GpuCqa.Formats.Layouts;

/// <summary>The first columns of a file that names the rows or columns of a matrix, one name a line.</summary>
/// <remarks>
/// R's defaults are undone: quotes around fields are taken off, quotes doubled inside them are one, and a first line and a first column that R adds (column
/// names, row numbers) are left out where <see cref="Fit"/> finds them. Tab-separated; comma-separated when its name ends with .csv; blank-separated
/// when fields stand in quotes and no tab is there.
/// </remarks>
internal sealed class NameFile
{
    private const int Peeked = 64 * 1024;

    /// <summary>What a first line that is no name says in its first field.</summary>
    private static readonly HashSet<string> HeaderWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "", "x", "v1", "id", "ids", "name", "names", "index", "rownames", "row.names", "gene", "genes", "gene_id", "gene_ids", "geneid", "gene_name", "gene_names", "genename", "gene_symbol", "gene_short_name",
        "symbol", "symbols", "feature", "features", "feature_id", "feature_name", "ensembl", "ensembl_id", "ensembl_gene_id", "barcode", "barcodes", "cell", "cells", "cell_id", "cellid", "cell_name",
        "cell_barcode", "bc_wells", "unnamed: 0",
    };

    private readonly List<string?>[] columns;
    private readonly List<long> lines = [];

    private NameFile(string path, int most)
    {
        Path = path;
        columns = [.. Enumerable.Range(0, most).Select(_ => new List<string?>())];
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Number of names.</summary>
    public int Count => lines.Count;

    private bool RowNumbers { get; set; }

    private bool Header { get; set; }

    /// <summary>A field of a row, trimmed; null when the row is shorter.</summary>
    public string? Text(int row, int column) => column < columns.Length ? columns[column][row] : null;

    /// <summary>Line of a row, from 1.</summary>
    public long Line(int row) => lines[row];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">Columns that are kept; one more is read, for row numbers.</param>
    public static NameFile Read(string path, int most)
    {
        var file = new NameFile(path, most + 1);
        char delimiter = DelimiterOf(path);
        using var reader = new DelimitedReader(path, delimiter == ',' ? ',' : '\t', quoting: delimiter == ',');
        while (reader.Read())
        {
            file.lines.Add(reader.Line);
            string[]? blanks = delimiter == ' ' ? SplitQuoted(reader.Text(0)) : null;
            for (int c = 0; c < file.columns.Length; c++)
            {
                string? text = blanks is not null ? blanks.ElementAtOrDefault(c) : c < reader.FieldCount ? reader.Text(c).Trim() : null;
                file.columns[c].Add(text is null ? null : Unquoted(text));
            }
        }

        return file;
    }

    /// <summary>Leaves out lines of column names when the two files then, and only then, fit a matrix; and first columns that number the rows.</summary>
    /// <param name="one">Names of one side of the matrix.</param>
    /// <param name="other">Names of the other.</param>
    /// <param name="rows">Rows of the matrix.</param>
    /// <param name="columns">Columns of the matrix.</param>
    public static void Fit(NameFile one, NameFile other, int rows, int columns)
    {
        foreach ((bool first, bool second) in ((bool, bool)[])[(false, false), (true, false), (false, true), (true, true)])
        {
            if ((first && !one.MayHaveHeader) || (second && !other.MayHaveHeader)) continue;
            int m = one.Count - (first ? 1 : 0), n = other.Count - (second ? 1 : 0);
            if ((m != rows || n != columns) && (n != rows || m != columns)) continue;
            if (first) one.DropHeader();
            if (second) other.DropHeader();
            break;
        }

        one.DropRowNumbers();
        other.DropRowNumbers();
    }

    /// <summary>Whether the names themselves only count the rows, so that they name nothing.</summary>
    public bool OnlyNumbers => Count > 1 && CountsUp(columns[0]);

    /// <summary>Says which lines and columns were left out, if any. Quotes go without a word: nothing is lost with them.</summary>
    public void Tell(Action<string>? note)
    {
        if (Header || RowNumbers)
            note?.Invoke($"{Path}: {(Header ? "the line of column names" : "")}{(Header && RowNumbers ? " and " : "")}{(RowNumbers ? "the column of row numbers" : "")} {(Header && RowNumbers ? "were" : "was")} left out");
    }

    private bool MayHaveHeader => Count > 0 && HeaderWords.Contains(columns[0][0]!);

    private void DropHeader()
    {
        Header = true;
        lines.RemoveAt(0);
        foreach (List<string?> column in columns) column.RemoveAt(0);
    }

    private void DropRowNumbers()
    {
        if (Count < 2 || !columns[1].TrueForAll(t => !string.IsNullOrEmpty(t)) || !CountsUp(columns[0])) return;
        RowNumbers = true;
        for (int c = 1; c < columns.Length; c++) columns[c - 1] = columns[c];
        columns[^1] = [.. new string?[Count]];
    }

    /// <summary>Whether rows are numbered 1, 2, 3 ... or 0, 1, 2 ...</summary>
    private static bool CountsUp(List<string?> column)
    {
        if (column[0] is not ("0" or "1")) return false;
        int first = column[0] == "0" ? 0 : 1;
        for (int i = 1; i < column.Count; i++)
        {
            if (column[i] != (first + i).ToString(CultureInfo.InvariantCulture)) return false;
        }

        return true;
    }

    private static string Unquoted(string text)
    {
        if (text.Length < 2 || text[0] != '"' || text[^1] != '"') return text;
        return text[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal).Trim();
    }

    private static char DelimiterOf(string path)
    {
        if (FolderNames.Plain(path).EndsWith(".csv", StringComparison.OrdinalIgnoreCase)) return ',';
        byte[] start = InputFile.Peek(path, Peeked);
        return !start.Contains((byte)'\t') && start.AsSpan().IndexOf("\" \""u8) >= 0 ? ' ' : '\t';
    }

    /// <summary>Fields in quotes between blanks, quotes kept; a line of another kind is one field.</summary>
    private static string[] SplitQuoted(string line)
    {
        string[] parts = line.Trim().Split("\" \"");
        for (int i = 0; i < parts.Length; i++) parts[i] = (i > 0 ? "\"" : "") + parts[i] + (i < parts.Length - 1 ? "\"" : "");
        return parts;
    }
}
