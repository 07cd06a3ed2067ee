using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Features;
using GpuCqa.Formats.Hdf5.Frames;
using GpuCqa.Formats.Hdf5.Matrices;
using GpuCqa.Formats.Hdf5.Storage;

namespace GpuCqa.Formats.Hdf5.AnnData;

/// <summary>Finds the cells in an h5ad file.</summary>
internal static class AnnDataLayout
{
    internal static CellLayout Find(Hdf5Group root, CellFileOptions options)
    {
        var file = new AnnDataFile(root);
        MatrixChoice choice = MatrixChoice.Of(file, options);
        StoredMatrix matrix = choice.Open(file)!;
        Frame cells = file.Cells, genes = GenesOf(file, choice);
        if (matrix.Rows != cells.Length) throw matrix.Node.Bad($"has {matrix.Rows} cells, but obs has {cells.Length}");
        if (matrix.Columns != genes.Length) throw matrix.Node.Bad($"has {matrix.Columns} genes, but {genes.Node.Key[1..]} has {genes.Length}");
        matrix.Check();
        FeatureTable all = GeneColumns.Read(genes);
        FeatureSelection selection = FeatureSelection.Of(all, options, root.File.Path);
        if (options.GroupColumn is { } column) _ = GroupColumn(cells, column);
        return new CellLayout(
            matrix.Rows, all, selection.Features, selection.ColumnMap, options.Modality ?? CellModality.Counts,
            r => choice.Open(new AnnDataFile(r)) ?? throw r.Bad($"{choice.Name} has gone since the file was opened"),
            r => new AnnDataFile(r).Cells.Index,
            options.GroupColumn is { } name ? r => GroupColumn(new AnnDataFile(r).Cells, name) : null);
    }

    private static Frame GenesOf(AnnDataFile file, MatrixChoice choice) =>
        !choice.IsRaw ? file.Genes : file.RawGenes ?? throw file.Root.Bad("raw has no var table");

    private static FrameColumn GroupColumn(Frame cells, string name)
    {
        FrameColumn? column = cells.Find(name);
        if (column is null)
        {
            string has = cells.Names.Count == 0 ? "obs has no columns" : $"obs has {string.Join(", ", cells.Names.Take(40).Select(n => $"'{n}'"))}";
            throw new NotFoundException($"{cells.Node.File.Path}: no column '{name}'; {has}");
        }

        return column.Length == cells.Length ? column : throw column.Node.Bad($"has {column.Length} rows, but obs has {cells.Length}");
    }
}
