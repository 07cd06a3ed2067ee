using System.Globalization;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Texts;
using GpuCqa.Formats.Layouts;
using GpuCqa.Formats.MatrixMarket;

namespace GpuCqa.Formats.Inspection;

/// <summary>Describes Matrix Market files and the names beside them.</summary>
internal static class MatrixInspection
{
    private const int BlockCells = 4096;

    public static FileInspection Of(string path, MatrixFiles files)
    {
        var notes = new InspectionNotes();
        MatrixCellSource source = MatrixCellSource.Open(path, files, new CellFileOptions { FeatureType = null, Note = notes.Warn });
        CellMatrixFile matrix = source.Matrix;
        notes.Add("matrix", files.Matrix);
        notes.Add("cells", matrix.Cells);
        notes.Add("features", matrix.Features);
        AddTypes(notes, source.Features);
        notes.Add("entries", matrix.Header.Entries);
        notes.Add("values", matrix.Header.Field);
        notes.Add("orientation", matrix.CellsAreRows ? "cells x features" : "features x cells");
        notes.AddFirst("first features", [.. source.Features.Ids.Take(6).Select((id, i) => id == source.Features.Names[i] ? id : $"{id} ({source.Features.Names[i]})")]);
        if (source.FirstBarcodes(6) is { Length: > 0 } barcodes) notes.AddFirst("first barcodes", barcodes);
        notes.Try(() => AddValues(notes, source));
        return notes.Of(path, files.Layout.Name);
    }

    private static void AddTypes(InspectionNotes notes, FeatureTable features)
    {
        if (features.Types is null) return;
        var tally = features.Types.GroupBy(t => t, StringComparer.Ordinal).ToList();
        foreach (var type in tally) notes.Add("feature type", string.Create(CultureInfo.InvariantCulture, $"{type.Key}: {type.Count()} features"));
        if (tally.Count > 1) notes.Warn($"The folder holds several feature types; only '{CellFileOptions.GeneExpression}' is read unless another is asked for.");
    }

    private static void AddValues(InspectionNotes notes, MatrixCellSource source)
    {
        var counts = new List<double>();
        var genes = new List<double>();
        double largest = 0;
        foreach (CellBlock block in source.ReadBlocks(BlockCells))
        {
            for (int row = 0; row < block.Values.Rows; row++)
            {
                double sum = 0;
                foreach (float value in block.Values.RowValues(row))
                {
                    sum += value;
                    largest = Math.Max(largest, value);
                }

                counts.Add(sum);
                genes.Add(block.Values.RowValues(row).Length);
            }
        }

        notes.Add("non-zeros", ((long)genes.Sum()).ToString(CultureInfo.InvariantCulture));
        notes.Add("counts per cell", Spread.Of(counts));
        notes.Add("features per cell", Spread.Of(genes));
        notes.Add("largest count", largest.ToString(CultureInfo.InvariantCulture));
        int empty = genes.Count(g => g == 0);
        if (empty > 0) notes.Warn($"{Counted.Of(empty, "cell")} {Counted.Word(empty, "has", "have")} no counts.");
        // Spread sorts what it is given.
        if (counts.Count > 1 && EmptyDroplets.Are(counts.Count, counts[counts.Count / 2], EmptyDroplets.Top(counts)))
            notes.Warn("Most barcodes hold next to nothing beside the largest: this looks like an unfiltered (raw) matrix, in which empty droplets count as cells. Give the filtered one.");
    }
}
