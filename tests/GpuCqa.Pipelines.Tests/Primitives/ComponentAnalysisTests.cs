using System.Runtime.InteropServices;
using GpuCqa.Analysis.Components;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats;
using GpuCqa.Pipelines.Primitives;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Primitives;

public sealed class ComponentAnalysisTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CpuDevice device = new(2);

    [Theory]
    [InlineData(true, true, 10)]
    [InlineData(true, true, 1.5)]
    [InlineData(true, false, double.PositiveInfinity)]
    [InlineData(false, true, double.PositiveInfinity)]
    [InlineData(false, false, double.PositiveInfinity)]
    public void Components_OfCounts_AreThoseOfTheDenseMatrix(bool center, bool scale, double clip)
    {
        const int n = 700, p = 24, d = 3;
        float[][] rows = TestCells.Counts(n, p, 5);
        var parameters = new ComponentParameters { Limits = new CellLimits(), AllGenes = true, Components = d, ScaleFactor = 500, Scaling = new PcaScaling(center, scale, clip) };
        ComponentResult found = ComponentAnalysis.Run(TestCells.Work(folder, device), TestCells.Source(rows), parameters);

        double[][] z = Prepared(rows, 500, center, scale, clip);
        var gram = new double[p, p];
        for (int i = 0; i < p; i++)
        {
            for (int j = 0; j < p; j++) gram[i, j] = Enumerable.Range(0, n).Sum(r => z[r][i] * z[r][j]);
        }

        (double[] values, double[][] vectors) = JacobiEigen.Of(gram);
        for (int k = 0; k < d; k++)
        {
            Assert.Equal(Math.Sqrt(values[k] / (n - 1)), found.Model.StandardDeviations[k], 1e-9);
            double peak = vectors[k].MaxBy(Math.Abs);
            for (int g = 0; g < p; g++) Assert.Equal(vectors[k][g] * Math.Sign(peak), found.Model.Loadings[g, k], 1e-7);
            for (int r = 0; r < n; r++)
            {
                double projected = Enumerable.Range(0, p).Sum(g => z[r][g] * vectors[k][g]) * Math.Sign(peak);
                Assert.Equal(projected, found.Embedding[r, k], 1e-5 * Math.Max(1, Math.Abs(projected)));
            }
        }
    }

    [Fact]
    public void Components_OnOneThreadOrFromTheDisk_HaveTheSameBits()
    {
        float[][] rows = TestCells.Counts(17_000, 80, 6);
        var parameters = new ComponentParameters { Components = 8, VariableGenes = 40 };
        using var one = new CpuDevice(1);
        byte[] expected = Bytes(ComponentAnalysis.Run(TestCells.Work(folder, one), TestCells.Source(rows), parameters));
        Assert.Equal(expected, Bytes(ComponentAnalysis.Run(TestCells.Work(folder, device), TestCells.Source(rows), parameters)));
        Assert.Equal(expected, Bytes(ComponentAnalysis.Run(TestCells.Work(folder, device, heldBytes: 0), TestCells.Source(rows), parameters)));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Components_OfNamedGenes_UseThoseThatAreLeft()
    {
        float[][] rows = TestCells.Counts(300, 40, 7);
        foreach (float[] row in rows) row[11] = 0;
        var progress = new CountedProgress();
        var parameters = new ComponentParameters { Genes = ["gene30", "gene11", "gene4", "gene8"], Components = 3 };
        ComponentResult found = ComponentAnalysis.Run(TestCells.Work(folder, device, progress: progress), TestCells.Source(rows), parameters);
        Assert.Equal(["gene30", "gene4", "gene8"], found.Selected.Select(g => found.Genes.Ids[g]));
        Assert.Equal(2, found.Embedding.Columns);
        Assert.Contains(progress.Notes, n => n.StartsWith("1 of 4 named genes", StringComparison.Ordinal));
        Assert.Contains(progress.Notes, n => n.StartsWith("3 varying columns give at most 2 components", StringComparison.Ordinal));
        Assert.Throws<NotFoundException>(() => ComponentAnalysis.Run(TestCells.Work(folder, device), TestCells.Source(rows), parameters with { Genes = ["none"] }));
    }

    [Fact]
    public void Components_OfMeasurements_UseEveryColumn()
    {
        ComponentResult found = ComponentAnalysis.Run(TestCells.Work(folder, device), TestCells.Source(TestCells.Measurements(200, 12, 8), CellModality.Features), new ComponentParameters { Components = 4 });
        Assert.Equal(12, found.Selected.Length);
        Assert.Equal(4, found.Embedding.Columns);
    }

    [Theory]
    [InlineData("read cells")]
    [InlineData("variable genes")]
    [InlineData("principal components")]
    [InlineData("projection")]
    public void Components_CancelledInAStep_StopThere(string step)
    {
        using var cancel = new CancellationTokenSource();
        var progress = new CountedProgress(s =>
        {
            if (s == step) cancel.Cancel();
        });
        Workplace work = TestCells.Work(folder, device, 0, progress, cancel.Token);
        Assert.ThrowsAny<OperationCanceledException>(() => ComponentAnalysis.Run(work, TestCells.Source(TestCells.Counts(3_000, 60, 9)), new ComponentParameters { Components = 5, VariableGenes = 30 }));
        Assert.Equal(step, progress.Steps[^1]);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [SharedDataFact]
    public void Components_OfPbmc3k_EqualSeurat()
    {
        CellSource source = CellFiles.Open(SharedData.Path("pbmc3k_mtx/filtered_gene_bc_matrices/hg19"), new CellFileOptions());
        var limits = new CellLimits { MinGenes = 201, MaxGenes = 2_499, MaxMitoPercent = 4.999999, MinCells = 3 };
        ComponentResult found = ComponentAnalysis.Run(TestCells.Work(folder, device), source, new ComponentParameters { Limits = limits });
        Assert.Equal(2_638, found.Barcodes.Length);
        Assert.Equal(13_714, found.Genes.Count);
        double[] singular = GzipCsv.Read(SharedData.Path("reference_seurat/pbmc3k/pca_exact_singular_values.csv.gz")).Numbers("singular_value");
        for (int k = 0; k < 50; k++) Assert.Equal(singular[k], found.Model.StandardDeviations[k] * Math.Sqrt(2_637), 1e-9 * singular[k]);
        GzipCsv embedding = GzipCsv.Read(SharedData.Path("reference_seurat/pbmc3k/pca_embeddings_50.csv.gz"));
        for (int k = 0; k < 10; k++)
        {
            double[] expected = embedding.Numbers($"PC_{k + 1}");
            double sign = Math.Sign(Enumerable.Range(0, 2_638).Sum(c => expected[c] * found.Embedding[c, k]));
            double worst = Enumerable.Range(0, 2_638).Max(c => Math.Abs((sign * found.Embedding[c, k]) - expected[c]));
            Assert.True(worst < 0.02, $"component {k + 1}: {worst}");
        }
    }

    public void Dispose()
    {
        device.Dispose();
        folder.Dispose();
    }

    private static double[][] Prepared(float[][] rows, double factor, bool center, bool scale, double clip)
    {
        int p = rows[0].Length, n = rows.Length;
        double[][] z = rows.Select(r =>
        {
            double total = r.Sum(v => (double)v);
            return r.Select(v => Math.Log(1 + (v / total * factor))).ToArray();
        }).ToArray();
        for (int g = 0; g < p; g++)
        {
            double mean = z.Average(r => r[g]), sd = Math.Sqrt(z.Sum(r => (r[g] - mean) * (r[g] - mean)) / (n - 1));
            for (int r = 0; r < n; r++) z[r][g] = Math.Min(clip, (z[r][g] - (center ? mean : 0)) / (scale ? sd : 1));
        }

        return z;
    }

    private static byte[] Bytes(ComponentResult result) =>
        [.. MemoryMarshal.AsBytes<float>(result.Embedding.Values), .. MemoryMarshal.AsBytes<double>(result.Model.Loadings.Values), .. MemoryMarshal.AsBytes<double>(result.Model.StandardDeviations), .. MemoryMarshal.AsBytes<int>(result.Selected)];
}
