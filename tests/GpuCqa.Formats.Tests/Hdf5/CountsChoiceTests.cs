using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Formats.Hdf5.Writing;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Hdf5;

public class CountsChoiceTests
{
    private static readonly float[] normalized = [0.5f, 1.25f, 2, 0.125f, 3];
    private static readonly float[] counts = [7, 1, 2, 1, 3];

    [Fact]
    public void NormalizedX_WithCountsInRaw_ReadsRawAndItsGenes()
    {
        using var folder = new TemporaryFolder();
        var notes = new List<string>();
        CellSource source = Hdf5CellFiles.Open(WithRaw(folder, counts), new CellFileOptions { Note = notes.Add });
        Assert.Equal(["r1", "r2", "r3", "r4", "r5"], source.Features.Ids);
        Assert.Equal(14, ReadCells.From(source).Sum);
        Assert.Contains("counts are read from raw (X holds fractional values", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void NormalizedXAndRaw_WithCountsLayer_ReadsTheLayer()
    {
        using var folder = new TemporaryFolder();
        var notes = new List<string>();
        CellSource source = Hdf5CellFiles.Open(WithRaw(folder, normalized, "counts"), new CellFileOptions { Note = notes.Add });
        Assert.Equal(4, source.Features.Count);
        Assert.Equal(14, ReadCells.From(source).Sum);
        Assert.Contains("counts are read from layers/counts", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void CountsInAnotherLayer_AreNamedNotTaken()
    {
        using var folder = new TemporaryFolder();
        string path = WithRaw(folder, normalized, "umi");
        var error = Assert.Throws<BadDataException>(() => Hdf5CellFiles.Open(path, new CellFileOptions()));
        Assert.Contains("layers/umi holds counts; choose a layer with --layer", error.Message, StringComparison.Ordinal);
        Assert.Equal(14, ReadCells.From(Hdf5CellFiles.Open(path, new CellFileOptions { Layer = "umi" })).Sum);
    }

    [Fact]
    public void LayerOrRaw_ThatHoldsNoCounts_IsRefused()
    {
        using var folder = new TemporaryFolder();
        string path = WithRaw(folder, normalized, "umi");
        Assert.Throws<BadDataException>(() => Hdf5CellFiles.Open(path, new CellFileOptions { UseRaw = true }));
        var missing = Assert.Throws<NotFoundException>(() => Hdf5CellFiles.Open(path, new CellFileOptions { Layer = "counts" }));
        Assert.Contains("no layer 'counts'; the file has 'umi'", missing.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidParameterException>(() => Hdf5CellFiles.Open(path, new CellFileOptions { Layer = "umi", UseRaw = true }));
    }

    [Fact]
    public void VarColumns_OfScanpy_GiveIdsNamesAndTypes()
    {
        using var folder = new TemporaryFolder();
        var notes = new List<string>();
        string path = new H5adParts
        {
            Var = var =>
            {
                var.AddTexts("gene_ids", ["ENSG1", "ENSG2", "ENSG3", "AB1"]);
                var.AddTexts("feature_types", ["Gene Expression", "Gene Expression", "Gene Expression", "Antibody Capture"]);
            },
        }.Write(folder.File("a.h5ad"));
        CellSource source = Hdf5CellFiles.Open(path, new CellFileOptions { Note = notes.Add });
        Assert.Equal(["ENSG1", "ENSG2", "ENSG3"], source.Features.Ids);
        Assert.Equal(["g1", "g2", "g3"], source.Features.Names);
        ReadCells read = ReadCells.From(source);
        Assert.Equal([0, 1, 0, 2], read.Values.ColumnIndices[..4]);
        Assert.Equal([0L, 1, 2, 4], read.Values.RowOffsets);
        Assert.Contains("left out 1 of type 'Antibody Capture'", Assert.Single(notes), StringComparison.Ordinal);
        Assert.Equal(4, Hdf5CellFiles.Open(path, new CellFileOptions { FeatureType = null }).Features.Count);
    }

    [Fact]
    public void TenxFeatures_OfTwoGenomes_AsksWhichAndKeepsOne()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("barnyard.h5");
        using (Hdf5Output file = Hdf5Output.Create(path))
        {
            OutputGroup matrix = file.Root.AddGroup("matrix"), features = matrix.AddGroup("features");
            matrix.AddTexts("barcodes", ["c1", "c2", "c3"]);
            matrix.Add<int>("data", [1, 2, 3, 4, 5], 5);
            matrix.Add<long>("indices", [0, 3, 1, 0, 2], 5);
            matrix.Add<long>("indptr", [0, 2, 3, 5], 4);
            matrix.Add<int>("shape", [4, 3], 2);
            features.AddTexts("id", ["h1", "m1", "h2", "m2"]);
            features.AddTexts("name", ["H1", "M1", "H2", "M2"]);
            features.AddTexts("feature_type", ["Gene Expression", "Gene Expression", "Gene Expression", "Gene Expression"]);
            features.AddTexts("genome", ["GRCh38", "mm10", "GRCh38", "mm10"]);
        }

        var error = Assert.Throws<InvalidParameterException>(() => Hdf5CellFiles.Open(path, new CellFileOptions()));
        Assert.Contains("'GRCh38', 'mm10'", error.Message, StringComparison.Ordinal);
        CellSource source = Hdf5CellFiles.Open(path, new CellFileOptions { Genome = "mm10" });
        Assert.Equal(["m1", "m2"], source.Features.Ids);
        ReadCells read = ReadCells.From(source);
        Assert.Equal([1, 0], read.Values.ColumnIndices[..2]);
        Assert.Equal(5, read.Sum);
    }

    private static string WithRaw(TemporaryFolder folder, float[] raw, string? countsLayer = null)
    {
        var parts = new H5adParts
        {
            Data = normalized,
            Root = root =>
            {
                OutputGroup group = root.AddGroup("raw");
                H5adParts.WriteSparse(group, "X", "csr_matrix", [3, 5], raw, [0, 4, 1, 0, 2], [0, 2, 3, 5]);
                OutputGroup var = group.AddGroup("var");
                var.Set("_index", "index");
                var.AddTexts("index", ["r1", "r2", "r3", "r4", "r5"]);
                OutputGroup layers = root.AddGroup("layers");
                if (countsLayer is not null) H5adParts.WriteSparse(layers, countsLayer, "csc_matrix", [3, 4], counts, [0, 2, 1, 2, 0], [0, 2, 3, 4, 5]);
            },
        };
        return parts.Write(folder.File("raw.h5ad"));
    }
}
