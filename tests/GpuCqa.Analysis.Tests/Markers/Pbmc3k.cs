using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Clusters;
using GpuCqa.Analysis.Results;
using GpuCqa.Analysis.Tests.Clusters;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Testing;
using Sample = GpuCqa.Analysis.Tests.Reference.Pbmc3k;

namespace GpuCqa.Analysis.Tests.Markers;

/// <summary>The 2,638 cells of pbmc3k that Seurat's run kept, counts per 10,000, with Seurat's labels.</summary>
internal sealed class Pbmc3k
{
    private const string Folder = "reference_seurat/pbmc3k/";

    private Pbmc3k()
    {
        CellStore cells = Sample.Cohort.Cells;
        Values = new GeneStripes(Sample.Device, new NormalizedBlocks(Sample.Device, cells, 10_000), cells);
        Genes = cells.Genes;
    }

    /// <summary>genes x cells, some genes at a time.</summary>
    public IEnumerable<CsrMatrix<double>> Values { get; }

    /// <summary>genes x cells.</summary>
    public CsrMatrix<double> Whole()
    {
        var rows = new CsrRowBuffer<double>(Sample.Cohort.Cells.Count);
        foreach (CsrMatrix<double> some in Values)
        {
            for (int g = 0; g < some.Rows; g++) rows.Append(some.RowIndices(g), some.RowValues(g));
        }

        return rows.Take();
    }

    public FeatureTable Genes { get; }

    public static Pbmc3k Read() => new();

    public static Clustering Louvain(string resolution)
    {
        int[] labels = TestGraphs.ReadLabels(SharedData.Path(Folder + "cells_clusters_umap.csv.gz"), "louvain_" + resolution);
        return new Clustering(SeuratLouvain.Algorithm, double.Parse(resolution, System.Globalization.CultureInfo.InvariantCulture), labels.Max() + 1, 0, labels);
    }

    public static GzipCsv Table(string name) => GzipCsv.Read(SharedData.Path(Folder + name));
}
