using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Features;
using GpuCqa.Formats.Hdf5.Frames;
using GpuCqa.Formats.Hdf5.Matrices;
using GpuCqa.Formats.Hdf5.Storage;

namespace GpuCqa.Formats.Hdf5.Tenx;

/// <summary>Finds the cells in Cell Ranger's HDF5 matrices, which are genes x barcodes by column: cells x genes by row.</summary>
internal static class TenxLayout
{
    /// <summary>Cell Ranger 2: one group a genome.</summary>
    internal static CellLayout OfGenomes(Hdf5Group root, CellFileOptions options)
    {
        string genome = ChooseGenome(root.File.Path, Hdf5FileKinds.Genomes(root), options.Genome);
        Hdf5Group group = root.Group(genome);
        string[] ids = group.Dataset("genes").ReadAllTexts();
        string[] names = group.Contains("gene_names") ? group.Dataset("gene_names").ReadAllTexts() : ids;
        return Finish(group, new FeatureTable(ids, names), null, options, r => r.Group(genome));
    }

    /// <summary>Cell Ranger 3 and later: one matrix with a table of features.</summary>
    internal static CellLayout OfFeatures(Hdf5Group root, CellFileOptions options)
    {
        Hdf5Group group = root.Group("matrix"), features = group.Group("features");
        string[] ids = features.Dataset("id").ReadAllTexts();
        string[] names = features.Dataset("name").ReadAllTexts();
        string[]? types = features.Contains("feature_type") ? features.Dataset("feature_type").ReadAllTexts() : null;
        string[]? genomes = features.Contains("genome") ? features.Dataset("genome").ReadAllTexts() : null;
        if (types is not null && types.Length != ids.Length) throw features.Bad($"has {types.Length} types for {ids.Length} ids");
        if (genomes is not null && genomes.Length != ids.Length) throw features.Bad($"has {genomes.Length} genomes for {ids.Length} ids");
        return Finish(group, new FeatureTable(ids, names, types), genomes, options, r => r.Group("matrix"));
    }

    /// <summary>Opens the matrix of a group after a look at its declared shape, genes x barcodes.</summary>
    internal static StoredMatrix OpenMatrix(Hdf5Group group)
    {
        Hdf5Dataset shape = group.Dataset("shape");
        if (shape.Length != 2) throw shape.Bad($"has {shape.Length} numbers; genes and barcodes were expected");
        long[] sizes = shape.ReadAll<long>();
        return new CsrMatrixStore(group, sizes[1], sizes[0]);
    }

    private static CellLayout Finish(Hdf5Group group, FeatureTable all, string[]? genomes, CellFileOptions options, Func<Hdf5Group, Hdf5Group> open)
    {
        string path = group.File.Path;
        if (options.GroupColumn is { } column) throw new NotFoundException($"{path}: no column '{column}': 10x matrices have no columns of their own for cells");
        if (options.Layer is { } layer) throw new NotFoundException($"{path}: no layer '{layer}': 10x matrices have no layers");
        if (options.UseRaw) throw new NotFoundException($"{path}: 10x matrices have no 'raw'");
        if (all.Names.Length != all.Ids.Length) throw group.Bad($"has {all.Names.Length} gene names for {all.Ids.Length} ids");
        StoredMatrix matrix = OpenMatrix(group);
        if (matrix.Columns != all.Count) throw group.Bad($"the shape has {matrix.Columns} genes, but {all.Count} are named");
        long barcodes = group.Dataset("barcodes").Length;
        if (matrix.Rows != barcodes) throw group.Bad($"the shape has {matrix.Rows} barcodes, but {barcodes} are named");
        matrix.Check();
        FeatureSelection selection = FeatureSelection.Of(all, options, path);
        if (genomes is not null) selection = OneGenome(path, selection, genomes, options.Genome);
        return new CellLayout(
            matrix.Rows, all, selection.Features, selection.ColumnMap, options.Modality ?? CellModality.Counts,
            r => OpenMatrix(open(r)), r => new TextColumn(open(r).Dataset("barcodes")), null);
    }

    /// <summary>Keeps the genes of one genome; features without a genome (antibodies) stay.</summary>
    private static FeatureSelection OneGenome(string path, FeatureSelection selection, string[] genomes, string? wanted)
    {
        int[] sources = [.. Enumerable.Range(0, genomes.Length).Where(c => selection.ColumnMap is null || selection.ColumnMap[c] >= 0)];
        string[] present = [.. sources.Select(c => genomes[c]).Where(g => g.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (present.Length == 0) return selection;
        string genome = ChooseGenome(path, present, wanted);
        if (present.Length == 1) return selection;
        var map = new int[genomes.Length];
        Array.Fill(map, -1);
        int[] kept = [.. sources.Where(c => genomes[c] == genome || genomes[c].Length == 0)];
        for (int i = 0; i < kept.Length; i++) map[kept[i]] = i;
        int[] rows = [.. kept.Select(c => selection.ColumnMap is null ? c : selection.ColumnMap[c])];
        FeatureTable all = selection.Features;
        return new FeatureSelection(new FeatureTable([.. rows.Select(r => all.Ids[r])], [.. rows.Select(r => all.Names[r])], all.Types is null ? null : [.. rows.Select(r => all.Types[r])]), map);
    }

    private static string ChooseGenome(string path, string[] genomes, string? wanted)
    {
        string list = string.Join(", ", genomes.Select(g => $"'{g}'"));
        if (wanted is not null) return genomes.Contains(wanted) ? wanted : throw new NotFoundException($"{path}: no genome '{wanted}'; the file has {list}");
        return genomes.Length == 1 ? genomes[0] : throw new InvalidParameterException($"{path}: holds {genomes.Length} genomes ({list}); choose one with --genome");
    }
}
