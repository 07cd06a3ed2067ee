using GpuCqa.Formats.Hdf5;
using GpuCqa.Formats.Hdf5.Writing;
using GpuCqa.Formats.Inspection;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Hdf5;

public class InspectorTests
{
    [SharedDataTheory]
    [InlineData("pbmc3k_h5ad/pbmc3k_csr_gzip.h5ad", "h5ad, anndata encoding 0.1.0", "cells", "2700")]
    [InlineData("pbmc3k_h5ad/pbmc3k_csr_gzip.h5ad", "h5ad, anndata encoding 0.1.0", "matrix", "X: 2700 cells x 13714 features, CSR, 2282976 stored, float32, indices int32; counts")]
    [InlineData("pbmc3k_h5ad/pbmc3k_csc_gzip.h5ad", "h5ad, anndata encoding 0.1.0", "obs column", "n_counts: float32")]
    [InlineData("pbmc3k_h5ad/pbmc3k_400cells_dense.h5ad", "h5ad, anndata encoding 0.1.0", "matrix", "X: 400 cells x 2153 features, dense, float32; counts")]
    [InlineData("h5ad_encodings/pbmc68k_reduced_2025_new.h5ad", "h5ad, anndata encoding 0.1.0", "obsp", "connectivities: 700 x 700, csr_matrix")]
    [InlineData("h5ad_encodings/pbmc68k_reduced_2025_new.h5ad", "h5ad, anndata encoding 0.1.0", "obs column", "phase: 3 categories (G1, G2M, S)")]
    [InlineData("h5ad_encodings/pbmc68k_reduced_2018_old.h5ad", "h5ad of anndata 0.6 or before", "obsm", "X_pca: 724 x 50")]
    [InlineData("h5ad_encodings/pbmc68k_reduced_2018_old.h5ad", "h5ad of anndata 0.6 or before", "matrix", "raw: 724 cells x 2956 features, CSR, 184286 stored, float32, indices int32; fractional values, as after normalization")]
    [InlineData("h5ad_encodings/anndata_archives/v0.7.0_adata.h5ad", "h5ad of anndata 0.7", "obsm", "df: dataframe")]
    [InlineData("h5ad_encodings/anndata_archives/v0.11.4_adata.h5ad", "h5ad, anndata encoding 0.1.0", "genes", "20")]
    [InlineData("tenx_fixtures/1.2.0/multiple_genomes.h5", "10x HDF5, v2 (Cell Ranger 2 and before)", "genomes", "another_genome, hg19_chr21")]
    [InlineData("tenx_fixtures/3.0.0/filtered_feature_bc_matrix.h5", "10x HDF5, v3 (Cell Ranger 3 and later)", "genome", "GRCh38_chr21: 507 features")]
    [InlineData("tenx_fixtures/3.0.0/filtered_feature_bc_matrix.h5", "10x HDF5, v3 (Cell Ranger 3 and later)", "chemistry", "Single Cell 3' v3")]
    public void RealFile_Inspected_SaysWhatItHolds(string file, string kind, string title, string value)
    {
        FileInspection found = Hdf5Inspector.Inspect(SharedData.Path(file));
        Assert.Equal(kind, found.Kind);
        Assert.Contains(new InspectionLine(title, value), found.Lines);
    }

    [SharedDataTheory]
    [InlineData("h5ad_encodings/pbmc68k_reduced_2025_new.h5ad", "looks like counts")]
    [InlineData("tenx_fixtures/1.2.0/multiple_genomes.h5", "choose one with --genome")]
    [InlineData("pbmc_small/pbmc_small_loompy.loom", "cannot be read")]
    public void UnreadableFile_Inspected_IsWarnedAbout(string file, string warning) =>
        Assert.Contains(Hdf5Inspector.Inspect(SharedData.Path(file)).Warnings, w => w.Contains(warning, StringComparison.Ordinal));

    [Fact]
    public void DamagedPart_Inspected_IsAWarningBesideTheRest()
    {
        using var folder = new TemporaryFolder();
        string path = new H5adParts { Offsets = [0, 2, 1, 5], Obs = obs => obs.Add<double>("age", [1, 2, 3], 3) }.Write(folder.File("a.h5ad"));
        FileInspection found = Hdf5Inspector.Inspect(path);
        Assert.Contains(found.Warnings, w => w.Contains("/X/indptr: decreases from 2 to 1", StringComparison.Ordinal));
        Assert.Contains(new InspectionLine("obs column", "age: float64"), found.Lines);
    }
}
