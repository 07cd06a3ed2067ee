using System.Globalization;
using GpuCqa.Analysis.Markers;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Markers;

public sealed class SeuratMarkerTests : IDisposable
{
    private readonly CpuDevice device = new();

    [SharedDataFact]
    public void Find_Cluster0WithoutFilter_EqualsSeurat()
    {
        Pbmc3k data = Pbmc3k.Read();
        Marker[] found = MarkerSearch.Find(device, data.Values, data.Genes, [Pbmc3k.Louvain("0.5")], MarkerFilter.None).Where(m => m.Cluster == 0).ToArray();
        GzipCsv seurat = Pbmc3k.Table("markers_c0_vs_rest_wilcox_nofilter.csv.gz");
        Assert.Equal(13_714, found.Length);
        EqualSeurat(seurat, seurat.Text(""), found);
        Assert.Contains(found, m => m.Log10P < -140);
    }

    [SharedDataFact]
    public void Find_DefaultThresholds_EqualsFindAllMarkers()
    {
        Pbmc3k data = Pbmc3k.Read();
        var filter = new MarkerFilter { MinPct = 0.25, MinLog2Fc = 0.25, OnlyPositive = true };
        IReadOnlyList<Marker> found = MarkerSearch.Find(device, data.Values, data.Genes, [Pbmc3k.Louvain("0.5")], filter);
        GzipCsv seurat = Pbmc3k.Table("markers_all_default.csv.gz");
        string[] clusters = seurat.Text("cluster");
        Assert.Equal(seurat.Rows.Count, found.Count);
        for (int cluster = 0; cluster < 9; cluster++)
        {
            int[] rows = Enumerable.Range(0, clusters.Length).Where(r => clusters[r] == cluster.ToString(CultureInfo.InvariantCulture)).ToArray();
            EqualSeurat(seurat, [.. seurat.Text("gene")], found.Where(m => m.Cluster == cluster).ToArray(), rows);
        }
    }

    [SharedDataFact]
    public void Compare_Cluster1With2_EqualsSeurat()
    {
        Pbmc3k data = Pbmc3k.Read();
        var filter = MarkerFilter.None with { MinPct = 0.1 };
        Marker[] found = [.. MarkerSearch.Compare(device, data.Whole(), data.Genes, Pbmc3k.Louvain("0.5"), 1, 2, filter)];
        GzipCsv seurat = Pbmc3k.Table("markers_c1_vs_c2_wilcox.csv.gz");
        Assert.Equal(seurat.Rows.Count, found.Length);
        EqualSeurat(seurat, seurat.Text(""), found);
    }

    [SharedDataFact]
    public void Find_AllResolutionsAtOnce_EqualsOneByOne()
    {
        Pbmc3k data = Pbmc3k.Read();
        Clustering[] clusterings = new[] { "0.2", "0.5", "1.2" }.Select(Pbmc3k.Louvain).ToArray();
        var filter = new MarkerFilter { MinPct = 0.5, MinLog2Fc = 1 };
        IReadOnlyList<Marker> together = MarkerSearch.Find(device, data.Values, data.Genes, clusterings, filter);
        Assert.Equal(clusterings.SelectMany(c => MarkerSearch.Find(device, data.Values, data.Genes, [c], filter)), together);
        Assert.NotEmpty(together);
    }

    public void Dispose() => device.Dispose();

    private static void EqualSeurat(GzipCsv seurat, string[] names, Marker[] found, int[]? rows = null)
    {
        Dictionary<string, Marker> byName = found.ToDictionary(m => m.Name.Replace('_', '-'));
        double[] p = seurat.Numbers("p_val"), adjusted = seurat.Numbers("p_val_adj"), fold = seurat.Numbers("avg_log2FC"), pct1 = seurat.Numbers("pct.1"), pct2 = seurat.Numbers("pct.2");
        rows ??= Enumerable.Range(0, names.Length).ToArray();
        Assert.Equal(rows.Length, found.Length);
        double previous = double.NegativeInfinity;
        foreach (int r in rows)
        {
            Marker marker = byName[names[r]];
            if (p[r] > 0) Assert.Equal(Math.Log10(p[r]), marker.Log10P, 1e-8);
            if (adjusted[r] > 0) Assert.Equal(Math.Log10(adjusted[r]), marker.Log10PAdjusted, 1e-8);
            Assert.Equal(fold[r], marker.Log2FcV4, 1e-10);
            Assert.Equal(pct1[r], marker.PctCluster);
            Assert.Equal(pct2[r], marker.PctRest);
            Assert.InRange(marker.Auc, 0, 1);
            // Seurat's rows are in the order of p, except those whose p is too small for it.
            if (p[r] == 0) continue;
            Assert.True(marker.Log10P >= previous - 1e-9);
            previous = marker.Log10P;
        }
    }
}
