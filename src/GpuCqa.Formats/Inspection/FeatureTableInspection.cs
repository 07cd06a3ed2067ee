using System.Globalization;
using GpuCqa.Core.Cohorts;
using GpuCqa.Formats.Tables;
using GpuCqa.Formats.Text;

namespace GpuCqa.Formats.Inspection;

/// <summary>Describes feature tables.</summary>
internal static class FeatureTableInspection
{
    private const int BlockCells = 1024, MostDistinct = 1000, ShownDistinct = 12;

    public static FileInspection Of(string path)
    {
        var notes = new InspectionNotes();
        if (FeatureTableLayout.Of(path, TableDialect.DelimiterOf(path), new CellFileOptions()) is { SumOfShares: { } sum } shares)
        {
            notes.AddFirst("states", [.. shares.Features.Select(c => shares.Names[c])]);
            notes.Warn($"Every row sums to {sum}: these are shares of states in lots, for 'gpucqa associate'; 'gpucqa discover' refuses it as a file of cells.");
            return notes.Of(path, "table of shares of states, one row a lot");
        }

        FeatureTableSource source = FeatureTableSource.Open(path, new CellFileOptions { Note = notes.Warn });
        FeatureTableColumns columns = source.Columns;
        notes.Add("columns", columns.Names.Length);
        notes.Add("id column", columns.Ids.Length > 0 ? string.Join(" and ", columns.Ids.Select(c => columns.Names[c])) : "none");
        notes.Add("features", columns.Features.Length);
        notes.AddFirst("first features", source.Features.Ids);
        notes.Try(() => AddMetadata(notes, source));
        notes.Try(() => AddValues(notes, source));
        string delimiter = source.Delimiter switch { '\t' => "tab", ',' => "comma", _ => "semicolon" };
        return notes.Of(path, $"feature table, {delimiter}-separated, one row a cell");
    }

    private static void AddMetadata(InspectionNotes notes, FeatureTableSource source)
    {
        FeatureTableColumns columns = source.Columns;
        if (columns.Metadata.Length == 0) return;
        var distinct = columns.Metadata.Select(_ => new SortedSet<string>(StringComparer.Ordinal)).ToArray();
        using var reader = new DelimitedReader(source.Path, source.Delimiter, quoting: true);
        reader.Read();
        while (reader.Read())
        {
            for (int i = 0; i < distinct.Length; i++)
            {
                if (columns.Metadata[i] < reader.FieldCount && distinct[i].Count < MostDistinct) distinct[i].Add(reader.Text(columns.Metadata[i]));
            }
        }

        for (int i = 0; i < distinct.Length; i++)
        {
            string number = distinct[i].Count < MostDistinct ? distinct[i].Count.ToString(CultureInfo.InvariantCulture) : $"{MostDistinct} or more";
            string shown = distinct[i].Count <= ShownDistinct ? $" ({string.Join(", ", distinct[i])})" : "";
            notes.Add("metadata column", $"{columns.Names[columns.Metadata[i]]}: {number} values{shown}");
        }
    }

    private static void AddValues(InspectionNotes notes, FeatureTableSource source)
    {
        int width = source.Features.Count;
        float[] low = new float[width], high = new float[width];
        Array.Fill(low, float.PositiveInfinity);
        Array.Fill(high, float.NegativeInfinity);
        long cells = 0;
        foreach (CellBlock block in source.ReadBlocks(BlockCells))
        {
            if (cells == 0) notes.AddFirst("first cells", block.Barcodes);
            cells += block.Barcodes.Length;
            for (int row = 0; row < block.Values.Rows; row++)
            {
                ReadOnlySpan<float> values = block.Values.RowValues(row);
                for (int c = 0; c < width; c++)
                {
                    low[c] = Math.Min(low[c], values[c]);
                    high[c] = Math.Max(high[c], values[c]);
                }
            }
        }

        notes.Add("cells", cells);
        notes.Add("values", string.Create(CultureInfo.InvariantCulture, $"real, {low.Min()} to {high.Max()}"));
        string[] constant = [.. Enumerable.Range(0, width).Where(c => low[c] == high[c]).Select(c => source.Features.Ids[c])];
        if (cells > 1 && constant.Length > 0) notes.Warn($"{constant.Length} features have one value in all cells ({string.Join(", ", constant.Take(5))}{(constant.Length > 5 ? ", ..." : "")}).");
    }
}
