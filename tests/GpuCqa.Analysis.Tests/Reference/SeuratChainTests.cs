using System.Globalization;
using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Components;
using GpuCqa.Analysis.Genes;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Progress;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Reference;

/// <summary>From the files of pbmc3k to the embedding, each step against what Seurat 4.3.0 (R 4.2.2, run_pbmc3k.R) computed.</summary>
public class SeuratChainTests
{
    private static readonly Lazy<(PcaModel Model, DenseMatrix<float> Projections)> Pca = new(() =>
    {
        NormalizedBlocks blocks = Blocks();
        int[] selected = VarianceStabilization.Select(VariableGeneSearch.Measure(Pbmc3k.Device, Pbmc3k.Cohort.Cells), 2_000);
        PcaModel model = PrincipalComponents.Fit(Pbmc3k.Device, blocks, selected, 50, 1, StepProgress.None, CancellationToken.None);
        return (model, PrincipalComponents.Project(Pbmc3k.Device, blocks, model, Pbmc3k.Cohort.Cells.Count, CancellationToken.None));
    });

    [SharedDataFact]
    public void CohortReader_SeuratLimits_KeepsSeuratsCellsAndGenes()
    {
        CellStore cells = Pbmc3k.Cohort.Cells;
        GzipCsv expected = GzipCsv.Read(Table("cells_clusters_umap"));
        Assert.Equal(13_714, cells.Genes.Count);
        Assert.Equal(expected.Text("cell").Select(c => c.Split('-')[0]), cells.Barcodes.Select(b => b.Split('-')[0]));
        Assert.Equal(expected.Numbers("nCount_RNA"), cells.Totals);
        Assert.Equal(expected.Numbers("nFeature_RNA"), cells.DetectedGenes.Select(g => (double)g));
        AllClose(expected.Numbers("percent.mt"), cells.MitoPercent, 1e-12);
    }

    [SharedDataFact]
    public void LogNormalize_SpotChecks_EqualSeurat()
    {
        Dictionary<string, int> gene = Names(), cell = Barcodes();
        CsrMatrix<double> values = Normalized();
        GzipCsv expected = GzipCsv.Read(Table("lognorm_spotcheck_2000"));
        double[] found = expected.Rows.Select(r => At(values, cell[Barcode(r[expected.Column("cell")])], gene[r[expected.Column("gene")]])).ToArray();
        AllClose(expected.Numbers("lognorm"), found, 1e-14);
    }

    [SharedDataFact]
    public void VariableGenes_Pbmc3k_EqualSeurat()
    {
        GzipCsv expected = GzipCsv.Read(Table("hvg_vst_all_genes"));
        IReadOnlyList<VariableGene> found = VariableGeneSearch.Measure(Pbmc3k.Device, Pbmc3k.Cohort.Cells);
        AllClose(expected.Numbers("vst.mean"), found.Select(g => g.Mean).ToArray(), 1e-12);
        AllClose(expected.Numbers("vst.variance"), found.Select(g => g.Variance).ToArray(), 1e-12);
        AllClose(expected.Numbers("vst.variance.standardized"), found.Select(g => g.StandardizedVariance).ToArray(), 1e-10);
        string[] names = SeuratNames();
        string[] selected = VarianceStabilization.Select(found, 2_000).Select(g => names[g]).ToArray();
        Assert.Equal(File.ReadAllLines(SharedData.Path("reference_seurat/pbmc3k/hvg_vst_2000_ordered.txt")).Order(StringComparer.Ordinal), selected.Order(StringComparer.Ordinal));
    }

    [SharedDataFact]
    public void PrincipalComponents_Pbmc3k_EqualSeurat()
    {
        (PcaModel model, DenseMatrix<float> projections) = Pca.Value;
        double[] stdev = GzipCsv.Read(Table("pca_stdev")).Numbers("stdev");
        AllClose(stdev[..20], model.StandardDeviations[..20], 1e-6);
        double[] singular = GzipCsv.Read(Table("pca_exact_singular_values")).Numbers("singular_value");
        AllClose(singular[..50], model.StandardDeviations.Select(s => s * Math.Sqrt(2_637)).ToArray(), 1e-9);

        // irlba stops at a tolerance of 1e-5, so later components are compared with the exact singular values only.
        GzipCsv embeddings = GzipCsv.Read(Table("pca_embeddings_50"));
        for (int k = 0; k < 10; k++)
        {
            double[] expected = embeddings.Numbers($"PC_{k + 1}");
            double product = 0, norm = 0;
            for (int c = 0; c < expected.Length; c++)
            {
                product += expected[c] * projections[c, k];
                norm += expected[c] * expected[c];
            }

            Assert.Equal(1, Math.Abs(product) / norm, 1e-5);
        }
    }

    [SharedDataFact]
    public void PrincipalComponents_Loadings_AreOrthonormalWithPositivePeak()
    {
        DenseMatrix<double> loadings = Pca.Value.Model.Loadings;
        for (int a = 0; a < loadings.Columns; a++)
        {
            double peak = 0;
            for (int g = 0; g < loadings.Rows; g++)
            {
                if (Math.Abs(loadings[g, a]) > Math.Abs(peak)) peak = loadings[g, a];
            }

            Assert.True(peak > 0, $"component {a + 1}");
            for (int b = 0; b <= a; b++)
            {
                double dot = 0;
                for (int g = 0; g < loadings.Rows; g++) dot += loadings[g, a] * loadings[g, b];
                Assert.Equal(a == b ? 1 : 0, dot, 1e-9);
            }
        }
    }

    [SharedDataFact]
    public void ScaledValues_SpotChecks_EqualSeurat()
    {
        Dictionary<string, int> gene = Names(), cell = Barcodes();
        CsrMatrix<double> values = Normalized();
        using DeviceCsr<double> uploaded = Pbmc3k.Device.Upload(values);
        ColumnMoments moments = Pbmc3k.Device.ColumnMoments(uploaded);
        double[] means = Enumerable.Range(0, values.Columns).Select(moments.Mean).ToArray();
        double[] deviations = Enumerable.Range(0, values.Columns).Select(g => Math.Sqrt(moments.Variance(g))).ToArray();
        CsrMatrix<double> scaled = Pbmc3k.Device.Download(Pbmc3k.Device.ScaleSparsePart(uploaded, means, deviations, 10));
        GzipCsv expected = GzipCsv.Read(Table("scaled_spotcheck_2000"));
        double[] found = expected.Rows.Select(r =>
        {
            int g = gene[r[expected.Column("gene")]];
            return deviations[g] > 0 ? At(scaled, cell[Barcode(r[expected.Column("cell")])], g) - (means[g] / deviations[g]) : 0;
        }).ToArray();
        AllClose(expected.Numbers("scaled"), found, 1e-11);
    }

    private static NormalizedBlocks Blocks() => new(Pbmc3k.Device, Pbmc3k.Cohort.Cells, 10_000);

    private static CsrMatrix<double> Normalized()
    {
        NormalizedBlocks blocks = Blocks();
        int genes = Pbmc3k.Cohort.Cells.Genes.Count;
        Assert.Equal(1, blocks.Count);
        return blocks.Sweep(Enumerable.Range(0, genes).ToArray(), genes).Select(b => Pbmc3k.Device.Download(b)).Single();
    }

    private static double At(CsrMatrix<double> values, int row, int column)
    {
        int at = values.RowIndices(row).BinarySearch(column);
        return at < 0 ? 0 : values.RowValues(row)[at];
    }

    private static Dictionary<string, int> Names() => SeuratNames().Select((n, i) => (n, i)).ToDictionary(p => p.n, p => p.i);

    // Seurat: make.unique on the symbols of the whole file, then '_' becomes '-'; all are given for the kept genes here.
    private static string[] SeuratNames()
    {
        var seen = new Dictionary<string, int>();
        var unique = new Dictionary<string, string>();
        foreach (string line in File.ReadLines(SharedData.Path("pbmc3k_mtx/filtered_gene_bc_matrices/hg19/genes.tsv")))
        {
            string[] parts = line.Split('\t');
            int before = seen.GetValueOrDefault(parts[1]);
            seen[parts[1]] = before + 1;
            unique[parts[0]] = (before == 0 ? parts[1] : string.Create(CultureInfo.InvariantCulture, $"{parts[1]}.{before}")).Replace('_', '-');
        }

        return Pbmc3k.Cohort.Cells.Genes.Ids.Select(id => unique[id]).ToArray();
    }

    private static Dictionary<string, int> Barcodes() => Pbmc3k.Cohort.Cells.Barcodes.Select((b, i) => (Barcode(b), i)).ToDictionary(p => p.Item1, p => p.i);

    private static string Barcode(string name) => name.Split('-')[0];

    private static string Table(string name) => SharedData.Path($"reference_seurat/pbmc3k/{name}.csv.gz");

    private static void AllClose(double[] expected, double[] found, double relative)
    {
        Assert.True(found.Length >= expected.Length);
        double worst = 0;
        for (int i = 0; i < expected.Length; i++) worst = Math.Max(worst, Math.Abs(found[i] - expected[i]) / Math.Max(Math.Abs(expected[i]), 1e-3));
        Assert.True(worst <= relative, $"worst relative difference {worst:e2}, allowed {relative:e0}");
    }
}
