using System.Globalization;
using GpuCqa.Core.Matrices;
using GpuCqa.Testing;

namespace GpuCqa.Analysis.Tests.Layout;

/// <summary>Embeddings with the layout that Seurat (uwot) made of them.</summary>
internal sealed record ReferenceLayouts(DenseMatrix<float> Embedding, DenseMatrix<float> Layout, int[] Clusters)
{
    public static ReferenceLayouts Pbmc3k() => Read("reference_seurat/pbmc3k/pca_embeddings_50.csv.gz", 1, 10, "reference_seurat/pbmc3k/cells_clusters_umap.csv.gz", "louvain_0.5");

    public static ReferenceLayouts Covid() => Read("covid_pbmc_20samples_pca/pca50.csv.gz", 0, 50, "reference_seurat/covid_pca/cells_clusters_umap.csv.gz", "louvain_0.5");

    private static ReferenceLayouts Read(string embedding, int firstColumn, int columns, string cells, string clusters)
    {
        GzipCsv points = GzipCsv.Read(SharedData.Path(embedding)), table = GzipCsv.Read(SharedData.Path(cells));
        var matrix = new DenseMatrix<float>(points.Rows.Count, columns);
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int c = 0; c < columns; c++) matrix[i, c] = float.Parse(points.Rows[i][firstColumn + c], CultureInfo.InvariantCulture);
        }

        double[] x = table.Numbers("UMAP_1"), y = table.Numbers("UMAP_2");
        var layout = new DenseMatrix<float>(x.Length, 2);
        for (int i = 0; i < x.Length; i++) (layout[i, 0], layout[i, 1]) = ((float)x[i], (float)y[i]);
        return new ReferenceLayouts(matrix, layout, table.Numbers(clusters).Select(c => (int)c).ToArray());
    }
}
