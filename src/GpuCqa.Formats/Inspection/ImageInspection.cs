using System.Globalization;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Texts;
using GpuCqa.Formats.Images;

namespace GpuCqa.Formats.Inspection;

/// <summary>Describes CellProfiler's exports.</summary>
internal static class ImageInspection
{
    private const int BlockCells = 1024, Shown = 10;

    public static FileInspection Of(string path)
    {
        var notes = new InspectionNotes();
        ImageTableSource source = ImageTableSource.Open(path, new CellFileOptions { Note = notes.Warn });
        foreach (ImageExport export in source.Exports)
        {
            notes.Add("export", export.Label);
            notes.Add("cells are", export.Cells.Table.Item ?? "rows");
            if (export.Partners.Count > 0) notes.Add("joined with", string.Join(", ", export.Partners.Select(p => p.Layout.Table.Item)));
            if (export.Images is { } images) notes.Add("images", images.Count);
        }

        notes.Add("features", source.Features.Count);
        notes.AddFirst("first features", source.Features.Ids);
        notes.AddFirst("columns of cells and images", [.. source.Columns.Where(c => ColumnRoles.IsFileName(c) || c.Contains("Metadata_", StringComparison.Ordinal))]);
        notes.Try(() => AddCells(notes, source));
        return notes.Of(path, "CellProfiler export, image features");
    }

    private static void AddCells(InspectionNotes notes, ImageTableSource source)
    {
        long cells = 0;
        long[] missing = new long[source.Features.Count];
        var plates = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (CellBlock block in source.ReadBlocks(BlockCells))
        {
            if (cells == 0) notes.AddFirst("first cells", block.Barcodes);
            cells += block.Barcodes.Length;
            foreach (PlatePlace place in block.Places!) plates[place.Plate] = plates.GetValueOrDefault(place.Plate) + 1;
            for (int r = 0; r < block.Values.Rows; r++)
            {
                ReadOnlySpan<float> values = block.Values.RowValues(r);
                for (int f = 0; f < values.Length; f++)
                {
                    if (!float.IsFinite(values[f])) missing[f]++;
                }
            }
        }

        notes.Add("cells", cells);
        foreach ((string plate, long count) in plates.Take(Shown)) notes.Add("plate", string.Create(CultureInfo.InvariantCulture, $"{plate}: {Counted.Of(count, "cell")}"));
        int[] holes = [.. Enumerable.Range(0, missing.Length).Where(f => missing[f] > 0)];
        if (holes.Length > 0) notes.Warn($"{Counted.Of(holes.Length, "feature")} {Counted.Word(holes.Length, "has", "have")} values that were not measured (NaN or infinite), most in {source.Features.Ids[holes.MaxBy(f => missing[f])]}: {missing.Max()} of {cells}.");
        foreach (string finding in source.Findings) notes.Warn(finding + ".");
    }
}
