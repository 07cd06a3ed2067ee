using System.Globalization;
using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Matrices;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Pipelines.Discoveries;
using GpuCqa.Reporting.Tables;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.References;

/// <summary>Writes a reference as an AnnData file: raw values of the stored genes, what the linear model does to them, embeddings, graph, labels and claims.</summary>
public static class ReferenceH5ad
{
    /// <summary>Writes the file, over an existing one.</summary>
    /// <exception cref="Core.Errors.PreconditionException">libhdf5 is not installed, or the file cannot be created.</exception>
    public static void Write(string path, ReferenceModel model, CancellationToken cancellation)
    {
        using H5adWriter file = H5adWriter.Create(path);
        file.WriteX(model.Cells.Count, model.StoredGenes.Length, model.StoredValues.Blocks());
        cancellation.ThrowIfCancellationRequested();
        file.WriteObs(ResultH5ad.CellNames(model.Cells, model.Lots), [.. Obs(model)]);
        file.WriteVar([.. model.StoredGenes.Select(g => model.Genes.Ids[g])], [.. Var(model)]);
        file.WriteObsm("X_pca", model.Projections);
        if (model.Alignment.Method != "none") file.WriteObsm("X_pca_aligned", model.Embedding);
        file.WriteObsm("X_umap", model.Cells.Layout);
        file.WriteVarm("PCs", Loadings(model));
        cancellation.ThrowIfCancellationRequested();
        file.WriteObsp("connectivities", model.SharedNeighbors);
        file.WriteUns("pca/stdev", model.Pca.StandardDeviations);
        file.WriteUns("pca/clip", model.Pca.Clip);
        file.WriteUns("gpucqa/reference_hash", model.Hash);
        file.WriteUns("gpucqa/reference_format", (long)ReferenceModel.FormatVersion);
        file.WriteUns("gpucqa/alignment", model.Alignment.Method);
        file.WriteUns("gpucqa/scale_factor", model.Parameters.ScaleFactor);
        file.WriteUns("gpucqa/dimensions", (long)model.Dimensions);
        file.WriteUns("gpucqa/readouts", model.Parameters.Readouts);
        file.WriteUns("gpucqa/genes/id", model.Genes.Ids);
        file.WriteUns("gpucqa/genes/name", model.Genes.Names);
        file.WriteUns("gpucqa/soft/centroids", model.Soft.Centroids);
        file.WriteUns("gpucqa/soft/sizes", model.Soft.Sizes);
        file.WriteUns("gpucqa/soft/sums", model.Soft.Sums);
        file.WriteUns("gpucqa/soft/sigma", model.Soft.Sigma);
        foreach (LockedHypothesis hypothesis in model.Hypotheses) Claim(file, hypothesis);
        cancellation.ThrowIfCancellationRequested();
        file.Flush();
    }

    private static void Claim(H5adWriter file, LockedHypothesis hypothesis)
    {
        string at = $"gpucqa/hypotheses/{hypothesis.Id}/";
        file.WriteUns(at + "readout", hypothesis.Readout);
        file.WriteUns(at + "clustering", CellColumns.ColumnName(hypothesis.Resolution));
        file.WriteUns(at + "cluster", (long)hypothesis.Cluster);
        file.WriteUns(at + "direction", (long)hypothesis.Direction);
        file.WriteUns(at + "test", hypothesis.Test);
        file.WriteUns(at + "alpha", hypothesis.Alpha);
        file.WriteUns(at + "train_rho", hypothesis.TrainRho);
        file.WriteUns(at + "train_p_family", hypothesis.TrainPFamily);
        if (hypothesis.Marker is not { } marker) return;
        file.WriteUns(at + "marker", marker.Gene);
        file.WriteUns(at + "marker_threshold", marker.Threshold);
    }

    private static IEnumerable<AnnDataColumn> Obs(ReferenceModel model)
    {
        yield return AnnDataColumn.Categories("lot", model.Cells.Lots, [.. model.Lots.Select(l => l.Name)]);
        yield return AnnDataColumn.Doubles("total_counts", model.Cells.TotalCounts);
        yield return AnnDataColumn.Integers("n_genes_by_counts", model.Cells.DetectedGenes);
        yield return AnnDataColumn.Doubles("pct_counts_mt", model.Cells.MitoPercent);
        foreach (Clustering clustering in model.Clusterings)
            yield return AnnDataColumn.Categories(CellColumns.ColumnName(clustering.Resolution), clustering.Labels, [.. Enumerable.Range(0, clustering.Clusters).Select(k => k.ToString(CultureInfo.InvariantCulture))]);
    }

    // The selected genes come first among the stored ones; a key marker behind them has no part in the model.
    private static IEnumerable<AnnDataColumn> Var(ReferenceModel model)
    {
        int selected = model.Pca.Genes.Length, stored = model.StoredGenes.Length;
        yield return AnnDataColumn.Texts("gene_name", [.. model.StoredGenes.Select(g => model.Genes.Names[g])]);
        yield return AnnDataColumn.Flags("highly_variable", [.. Enumerable.Range(0, stored).Select(g => g < selected)]);
        yield return AnnDataColumn.Doubles("mean", [.. Enumerable.Range(0, stored).Select(g => g < selected ? model.Pca.Means[g] : double.NaN)]);
        yield return AnnDataColumn.Doubles("std", [.. Enumerable.Range(0, stored).Select(g => g < selected ? model.Pca.Deviations[g] : double.NaN)]);
    }

    private static DenseMatrix<double> Loadings(ReferenceModel model)
    {
        var all = new DenseMatrix<double>(model.StoredGenes.Length, model.Pca.Loadings.Columns);
        model.Pca.Loadings.Values.CopyTo(all.Values, 0);
        return all;
    }
}
