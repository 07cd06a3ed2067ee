using System.Globalization;
using GpuCqa.Analysis.Associations;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Neighbourhoods;
using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;
using GpuCqa.Core.Matrices;
using GpuCqa.Formats.Hdf5;
using GpuCqa.Reporting.Tables;

namespace GpuCqa.Pipelines.Discoveries;

/// <summary>Writes a discovery as an AnnData file that scanpy opens: counts, cells, genes, embeddings, graph, and the finding.</summary>
public static class ResultH5ad
{
    /// <summary>Name of the file in a result folder.</summary>
    public const string FileName = "result.h5ad";

    /// <summary>Writes the file.</summary>
    public static void Write(string path, DiscoveryResult result, CancellationToken cancellation)
    {
        using H5adWriter file = H5adWriter.Create(path);
        CellTable cells = result.Map.Cells;
        file.WriteX(cells.Count, result.Map.Genes.Count, Stoppable(result.Map.Values, cancellation));
        file.WriteObs(CellNames(cells, result.Map.Lots), [.. Obs(result)]);
        file.WriteVar(result.Map.Genes.Ids, [.. Var(result)]);
        file.WriteObsm("X_pca", result.Map.Projections);
        if (result.Map.Alignment.Method != "none") file.WriteObsm("X_pca_aligned", result.Map.Embedding);
        file.WriteObsm("X_umap", cells.Layout);
        file.WriteVarm("PCs", Loadings(result));
        cancellation.ThrowIfCancellationRequested();
        file.WriteObsp("connectivities", result.Map.SharedNeighbors);
        file.WriteUns("pca/stdev", result.Map.Pca.StandardDeviations);
        file.WriteUns("pca/variance_ratio", result.Map.Pca.StandardDeviations.Select(s => s * s / result.Map.Pca.TotalVariance).ToArray());
        file.WriteUns("gpucqa/design", result.Tests.Design.Sentence);
        file.WriteUns("gpucqa/readouts", result.Parameters.Readouts);
        file.WriteUns("gpucqa/alignment", result.Map.Alignment.Method);
        if (result.Tests.Associations.Count > 0 && result.Tests.Associations[0] is { } first && double.IsFinite(first.Rho) && double.IsFinite(first.PFamily))
        {
            Association best = result.Tests.Associations[0];
            file.WriteUns("gpucqa/best/readout", best.Readout);
            file.WriteUns("gpucqa/best/clustering", CellColumns.ColumnName(result.Tests.Partitions[best.State.Partition].Resolution));
            file.WriteUns("gpucqa/best/cluster", (long)best.State.Index);
            file.WriteUns("gpucqa/best/rho", best.Rho);
            file.WriteUns("gpucqa/best/p_exact", best.P);
            file.WriteUns("gpucqa/best/p_family", best.PFamily);
        }

        file.Flush();
    }

    private static IEnumerable<CsrMatrix<float>> Stoppable(IReadOnlyList<CsrMatrix<float>> blocks, CancellationToken cancellation)
    {
        foreach (CsrMatrix<float> block in CellSweep.Of(blocks))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return block;
        }
    }

    /// <summary>Unique names of cells: barcodes repeat between lots, so the lot is part of the name unless they do not.</summary>
    internal static string[] CellNames(CellTable cells, IReadOnlyList<LotResult> lots) =>
        cells.Barcodes.Distinct(StringComparer.Ordinal).Count() == cells.Count ? cells.Barcodes : [.. cells.Barcodes.Select((b, c) => $"{lots[cells.Lots[c]].Name}_{b}")];

    private static IEnumerable<AnnDataColumn> Obs(DiscoveryResult result)
    {
        CellTable cells = result.Map.Cells;
        yield return AnnDataColumn.Categories("lot", cells.Lots, result.Map.Lots.Select(l => l.Name).ToArray());
        yield return AnnDataColumn.Doubles("total_counts", cells.TotalCounts);
        yield return AnnDataColumn.Integers("n_genes_by_counts", cells.DetectedGenes);
        yield return AnnDataColumn.Doubles("pct_counts_mt", cells.MitoPercent);
        foreach (Clustering clustering in result.Map.Clusterings)
        {
            string[] names = Enumerable.Range(0, clustering.Clusters).Select(k => k.ToString(CultureInfo.InvariantCulture)).ToArray();
            yield return AnnDataColumn.Categories(CellColumns.ColumnName(clustering.Resolution), clustering.Labels, names);
        }

        // A slash would begin a group of the file.
        foreach (FindingExtent extent in result.Tests.Extents)
            yield return AnnDataColumn.Flags("finding_" + extent.Readout.Replace('/', '_'), FindingCells.Of(result.Map.Clusterings, extent));
        foreach (NeighbourhoodAssociation found in result.Neighbourhoods?.Readouts ?? [])
        {
            yield return AnnDataColumn.Doubles(CellColumns.NeighbourhoodRho + found.Readout.Replace('/', '_'), found.Rho);
            yield return AnnDataColumn.Integers(CellColumns.NeighbourhoodRegion + found.Readout.Replace('/', '_'), [.. found.Region.Select(r => (int)r)]);
        }
    }

    private static IEnumerable<AnnDataColumn> Var(DiscoveryResult result)
    {
        yield return AnnDataColumn.Texts("gene_name", result.Map.Genes.Names);
        bool[] selected = new bool[result.Map.Genes.Count];
        foreach (int g in result.Map.Pca.Genes) selected[g] = true;
        yield return AnnDataColumn.Flags("highly_variable", selected);
        if (result.Map.Variability.Count == 0) yield break;
        yield return AnnDataColumn.Doubles("means", result.Map.Variability.Select(v => v.Mean).ToArray());
        yield return AnnDataColumn.Doubles("variances", result.Map.Variability.Select(v => v.Variance).ToArray());
        yield return AnnDataColumn.Doubles("variances_norm", result.Map.Variability.Select(v => v.StandardizedVariance).ToArray());
    }

    private static DenseMatrix<double> Loadings(DiscoveryResult result)
    {
        var all = new DenseMatrix<double>(result.Map.Genes.Count, result.Map.Pca.Loadings.Columns);
        for (int g = 0; g < result.Map.Pca.Genes.Length; g++) result.Map.Pca.Loadings.Row(g).CopyTo(all.Row(result.Map.Pca.Genes[g]));
        return all;
    }
}
