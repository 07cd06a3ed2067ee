using GpuCqa.Analysis.Clusters;
using GpuCqa.Analysis.Results;
using GpuCqa.Analysis.Tests.Clusters;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Formats;
using GpuCqa.Testing;

namespace GpuCqa.Analysis.Tests.Markers;

/// <summary>The 2,638 cells of pbmc3k that Seurat's run kept, log-normalized, with Seurat's labels.</summary>
internal sealed class Pbmc3k
{
    private const string Reference = "reference_seurat/pbmc3k/";

    private Pbmc3k(ComputeDevice device)
    {
        CellSource source = CellFiles.Open(SharedData.Path("pbmc3k_mtx/filtered_gene_bc_matrices/hg19"), new CellFileOptions());
        GzipCsv cells = GzipCsv.Read(SharedData.Path(Reference + "cells_clusters_umap.csv.gz"));
        HashSet<string> kept = [.. cells.Text("cell")];
        CellBlock all = source.ReadBlocks(int.MaxValue).Single();
        int[] rows = Enumerable.Range(0, all.Barcodes.Length).Where(i => kept.Contains(all.Barcodes[i])).ToArray();
        CsrMatrix<float> counts = Rows(all.Values, rows);
        double[] totals = Enumerable.Range(0, counts.Rows).Select(r => counts.RowValues(r).ToArray().Sum(x => (double)x)).ToArray();
        CsrMatrix<double> normalized = device.Download(device.LogNormalize(device.Upload(counts), totals, 10_000, null, counts.Columns));
        Values = CsrTransposition.Transpose([normalized], counts.Columns);
        Genes = source.Features;
    }

    /// <summary>genes x cells.</summary>
    public CsrMatrix<double> Values { get; }

    public FeatureTable Genes { get; }

    public static Pbmc3k Read(ComputeDevice device) => new(device);

    public static Clustering Louvain(string resolution)
    {
        int[] labels = TestGraphs.ReadLabels(SharedData.Path(Reference + "cells_clusters_umap.csv.gz"), "louvain_" + resolution);
        return new Clustering(SeuratLouvain.Algorithm, double.Parse(resolution, System.Globalization.CultureInfo.InvariantCulture), labels.Max() + 1, 0, labels);
    }

    public static GzipCsv Table(string name) => GzipCsv.Read(SharedData.Path(Reference + name));

    private static CsrMatrix<float> Rows(CsrMatrix<float> matrix, int[] rows)
    {
        var offsets = new long[rows.Length + 1];
        for (int i = 0; i < rows.Length; i++) offsets[i + 1] = offsets[i] + matrix.RowIndices(rows[i]).Length;
        return new CsrMatrix<float>(
            rows.Length, matrix.Columns, offsets, [.. rows.SelectMany(r => matrix.RowIndices(r).ToArray())], [.. rows.SelectMany(r => matrix.RowValues(r).ToArray())]);
    }
}
