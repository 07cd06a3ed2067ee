using System.Globalization;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Formats.Text;

namespace GpuCqa.Formats.Tables;

/// <summary>Cells of a delimited table with one row a cell (image features), plain or gzip.</summary>
internal sealed class FeatureTableSource : CellSource
{
    private readonly char delimiter;
    private readonly FeatureTableColumns columns;
    private readonly int groupColumn;
    private readonly bool counts;
    private bool idsChecked;

    private FeatureTableSource(string path, char delimiter, FeatureTableColumns columns, CellFileOptions options)
    {
        Path = path;
        this.delimiter = delimiter;
        this.columns = columns;
        GroupColumn = options.GroupColumn;
        groupColumn = options.GroupColumn is null ? -1 : Array.IndexOf(columns.Names, options.GroupColumn);
        Modality = options.Modality ?? CellModality.Features;
        counts = Modality == CellModality.Counts;
        string[] names = [.. columns.Features.Select(c => columns.Names[c])];
        Features = new FeatureTable(names, names);
    }

    public override string Path { get; }

    public override FeatureTable Features { get; }

    public override CellModality Modality { get; }

    public override long? CellCount => null;

    /// <summary>What each column is.</summary>
    internal FeatureTableColumns Columns => columns;

    /// <summary>The delimiter that was found.</summary>
    internal char Delimiter => delimiter;

    /// <summary>Reads the header and the first rows.</summary>
    /// <exception cref="BadDataException">The table is not one of measurements of cells.</exception>
    public static FeatureTableSource Open(string path, CellFileOptions options)
    {
        char delimiter = TableDialect.DelimiterOf(path);
        FeatureTableColumns columns = FeatureTableLayout.Of(path, delimiter, options);
        if (columns.SumOfShares is { } sum)
            throw new BadDataException(path, null, $"every row sums to {sum}: these are shares of states, one row a lot, not measurements, one row a cell; 'gpucqa associate' finds the state that goes with a readout");
        return new FeatureTableSource(path, delimiter, columns, options);
    }

    public override IEnumerable<CellBlock> ReadBlocks(int maxCells, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxCells);
        return Blocks(maxCells, cancellation);
    }

    private IEnumerable<CellBlock> Blocks(int maxCells, CancellationToken cancellation)
    {
        using var reader = new DelimitedReader(Path, delimiter, quoting: true);
        TableHeader.Read(reader, columns.Names[0]);
        Dictionary<(string, string?), long>? lineOf = idsChecked || columns.Ids.Length == 0 ? null : [];
        long cells = 0;
        while (Gather(reader, maxCells, lineOf, ref cells) is { } block)
        {
            yield return block;
            cancellation.ThrowIfCancellationRequested();
        }

        if (cells == 0) throw new BadDataException(Path, null, "the table has a header but no rows");
        idsChecked = true;
    }

    private CellBlock? Gather(DelimitedReader reader, int maxCells, Dictionary<(string, string?), long>? lineOf, ref long cells)
    {
        int width = columns.Features.Length;
        var names = new List<string>();
        var groups = groupColumn < 0 ? null : new List<string>();
        float[] values = new float[(int)Math.Min(Array.MaxLength, (long)width * Math.Min(maxCells, 256))];
        while (names.Count < maxCells && reader.Read())
        {
            if (reader.FieldCount != columns.Names.Length)
                throw new BadDataException(Path, $"line {reader.Line}", $"has {reader.FieldCount} fields, the header has {columns.Names.Length}");
            string name = NameOf(reader, ++cells);
            string? group = groups is null ? null : GroupOf(reader);
            if (lineOf is not null && !lineOf.TryAdd((name, group), reader.Line))
                throw new BadDataException(Path, $"line {reader.Line}", $"the cell '{name}'{(group is null ? "" : $" of '{group}'")} is already on line {lineOf[(name, group)]}; the column '{columns.Names[columns.Ids[^1]]}' does not name cells, or the file holds one twice");
            long start = (long)names.Count * width;
            if (start + width > values.Length) values = Larger(values, start + width, (long)width * maxCells);
            Parse(reader, values.AsSpan((int)start, width));
            names.Add(name);
            groups?.Add(group!);
        }

        if (names.Count == 0) return null;
        return new CellBlock([.. names], Full(names.Count, width, values), groups?.ToArray());
    }

    private void Parse(DelimitedReader reader, Span<float> row)
    {
        for (int i = 0; i < row.Length; i++)
        {
            ReadOnlySpan<byte> field = reader.Field(columns.Features[i]);
            if (!NumberParser.TryParse(field, out row[i])) throw Bad(reader, columns.Features[i], field.Trim((byte)' ').IsEmpty ? "the value is missing" : $"the value {Utf8.Quote(field)} is not a finite number");
            if (counts && (row[i] < 0 || row[i] != MathF.Floor(row[i]))) throw Bad(reader, columns.Features[i], $"the value {Utf8.Quote(field)} is not a count (a whole number from 0)");
        }
    }

    private string NameOf(DelimitedReader reader, long cell)
    {
        if (columns.Ids.Length == 0) return cell.ToString(CultureInfo.InvariantCulture);
        string name = reader.Text(columns.Ids[0]).Trim();
        if (name.Length == 0) throw Bad(reader, columns.Ids[0], "the cell has no name");
        for (int i = 1; i < columns.Ids.Length; i++) name += ":" + reader.Text(columns.Ids[i]).Trim();
        return name;
    }

    private string GroupOf(DelimitedReader reader)
    {
        string group = reader.Text(groupColumn).Trim();
        return group.Length > 0 ? group : throw Bad(reader, groupColumn, "the value is missing, expected the name of the cell's lot");
    }

    private BadDataException Bad(DelimitedReader reader, int column, string finding) =>
        new(Path, $"line {reader.Line}, column {column + 1} ('{columns.Names[column]}')", finding);

    private float[] Larger(float[] values, long needed, long most)
    {
        if (needed > Array.MaxLength) throw new BadDataException(Path, null, "one block of cells does not fit into an array; read fewer cells at a time");
        Array.Resize(ref values, (int)Math.Min(Array.MaxLength, Math.Min(most, Math.Max(needed, values.Length * 2L))));
        return values;
    }

    /// <summary>Every entry is stored, zeros too: a measurement of zero is a measurement.</summary>
    private static CsrMatrix<float> Full(int rows, int columns, float[] values)
    {
        long[] offsets = new long[rows + 1];
        int[] indices = new int[rows * columns];
        for (int r = 0; r < rows; r++)
        {
            offsets[r + 1] = offsets[r] + columns;
            for (int c = 0; c < columns; c++) indices[(r * columns) + c] = c;
        }

        return new CsrMatrix<float>(rows, columns, offsets, indices, values);
    }
}
