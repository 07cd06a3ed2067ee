using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Hdf5;

/// <summary>Files as each anndata version wrote them; the numbers were taken with h5py and scipy.</summary>
public class AnnDataVersionTests
{
    private static string Encoded(string name) => SharedData.Path("h5ad_encodings/" + name);

    [SharedDataTheory]
    [InlineData("anndata_archives/v0.7.0_adata.h5ad", 228, 45_616, "S,W,E,z", "w,K,d,R", 480, 184_639)]
    [InlineData("anndata_archives/v0.7.8_adata.h5ad", 239, 50_844, "h,A,Z,B", "M,a,o,e", 453, 187_904)]
    public void Version07_LzfAndOldCategories_AreRead(string file, int stored, double weighted, string categories, string ordered, int rawStored, double rawWeighted)
    {
        ReadCells x = ReadCells.From(Hdf5CellFiles.Open(Encoded(file), new CellFileOptions { GroupColumn = "obs_cat" }), 7);
        Assert.Equal((30, 20), (x.Values.Rows, x.Values.Columns));
        Assert.Equal(stored, x.Values.NonZeros);
        Assert.Equal(weighted, x.WeightedSum);
        Assert.Equal(["cell0", "cell1", "cell2"], x.Barcodes[..3]);
        Assert.Equal(categories.Split(','), x.Groups![..4]);
        CellSource raw = Hdf5CellFiles.Open(Encoded(file), new CellFileOptions { UseRaw = true, GroupColumn = "cat_ordered" });
        ReadCells read = ReadCells.From(raw, 30);
        Assert.Equal((40, rawStored), (raw.Features.Count, read.Values.NonZeros));
        Assert.Equal(rawWeighted, read.WeightedSum);
        Assert.Equal(ordered.Split(','), read.Groups![..4]);
    }

    [SharedDataTheory]
    [InlineData("anndata_archives/v0.7.0_adata.h5ad", "array", 47464.00685005253)]
    [InlineData("anndata_archives/v0.7.0_adata.h5ad", "sparse", 643.8277194577738)]
    [InlineData("anndata_archives/v0.7.8_adata.h5ad", "array", 47749.54645570392)]
    [InlineData("anndata_archives/v0.7.8_adata.h5ad", "sparse", 265.98871141733497)]
    public void Version07_LayerOfMeasurements_IsReadDenseOrSparse(string file, string layer, double weighted)
    {
        ReadCells read = ReadCells.From(Hdf5CellFiles.Open(Encoded(file), new CellFileOptions { Layer = layer, Modality = CellModality.Features }), 11);
        Assert.Equal(600, read.Values.NonZeros);
        Close.Relative(weighted, read.WeightedSum, 1e-7);
    }

    [SharedDataTheory]
    [InlineData("anndata_archives/v0.7.0_adata.h5ad", "int64", "-29,-29")]
    [InlineData("anndata_archives/v0.7.0_adata.h5ad", "uint8", "226,69")]
    [InlineData("pbmc68k_reduced_2018_old.h5ad", "bulk_labels", "CD14+ Monocyte,CD8+ Cytotoxic T")]
    [InlineData("pbmc68k_reduced_2018_old.h5ad", "louvain", "1,0")]
    [InlineData("pbmc68k_reduced_2018_old.h5ad", "n_genes", "1003,1121")]
    [InlineData("anndata_archives/v0.5.0_adata.h5ad", "bulk_labels", "CD14+ Monocyte,Dendritic")]
    [InlineData("anndata_archives/v0.5.0_adata.h5ad", "n_counts", "2557,2695")]
    [InlineData("pbmc68k_reduced_2025_new.h5ad", "bulk_labels", "CD14+ Monocyte,Dendritic")]
    public void AnyVersion_ObsColumn_IsReadAsText(string file, string column, string first)
    {
        ReadCells read = ReadCells.From(Hdf5CellFiles.Open(Encoded(file), new CellFileOptions { GroupColumn = column, Modality = CellModality.Features }));
        Assert.Equal(first.Split(','), read.Groups![..2]);
    }

    [SharedDataTheory]
    [InlineData("pbmc68k_reduced_2018_old.h5ad", 724, 221, 2956, 447.24319574686524, 345010.54613661766, "GALE", "HES4")]
    [InlineData("anndata_archives/v0.5.0_adata.h5ad", 700, 765, 765, -243.681057988666, 319044.23824107647, "HES4", "HES4")]
    [InlineData("pbmc68k_reduced_2025_new.h5ad", 700, 765, 765, -243.681057988666, 319044.23824107647, "HES4", "HES4")]
    public void ScaledX_ReadAsFeatures_KeepsEveryValue(string file, int cells, int genes, int rawGenes, double sum, double rawSum, string firstGene, string firstRawGene)
    {
        CellSource source = Hdf5CellFiles.Open(Encoded(file), new CellFileOptions { Modality = CellModality.Features });
        ReadCells x = ReadCells.From(source);
        Assert.Equal(CellModality.Features, source.Modality);
        Assert.Equal(((long)cells * genes, firstGene), (x.Values.NonZeros, source.Features.Ids[0]));
        Close.Relative(sum, x.Sum);
        Assert.Equal("AAAGCCTGGCTAAC-1", x.Barcodes[0]);
        CellSource raw = Hdf5CellFiles.Open(Encoded(file), new CellFileOptions { Modality = CellModality.Features, UseRaw = true });
        Assert.Equal((rawGenes, firstRawGene), (raw.Features.Count, raw.Features.Ids[0]));
        Close.Relative(rawSum, ReadCells.From(raw).Sum);
    }

    [SharedDataTheory]
    [InlineData("pbmc68k_reduced_2018_old.h5ad")]
    [InlineData("anndata_archives/v0.5.0_adata.h5ad")]
    [InlineData("pbmc68k_reduced_2025_new.h5ad")]
    public void NormalizedFile_AskedForCounts_IsRefusedWithWhatItHolds(string file)
    {
        var error = Assert.Throws<BadDataException>(() => Hdf5CellFiles.Open(Encoded(file), new CellFileOptions()));
        Assert.Contains("X holds negative values, as after scaling", error.Message, StringComparison.Ordinal);
        Assert.Contains("raw holds fractional values, as after normalization", error.Message, StringComparison.Ordinal);
    }

    [SharedDataFact]
    public void Version0114_WithoutX_IsRefused()
    {
        var error = Assert.Throws<BadDataException>(() => Hdf5CellFiles.Open(Encoded("anndata_archives/v0.11.4_adata.h5ad"), new CellFileOptions()));
        Assert.Contains("no matrix of cells", error.Message, StringComparison.Ordinal);
    }

    [SharedDataFact]
    public void PbmcSmall_Counts_EqualMatrixMarket()
    {
        CellSource source = Hdf5CellFiles.Open(SharedData.Path("pbmc_small/pbmc_small.h5ad"), new CellFileOptions { GroupColumn = "groups" });
        ReadCells read = ReadCells.From(source, 80);
        ReadCells.AssertSame(MatrixMarketReference.Read(SharedData.Path("pbmc_small/mtx/matrix.mtx")), read.Values);
        Assert.Equal(["g2", "g1"], read.Groups![..2]);
    }
}
