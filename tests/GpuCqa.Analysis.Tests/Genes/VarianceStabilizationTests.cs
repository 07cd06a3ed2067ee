using GpuCqa.Analysis.Genes;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Genes;

public class VarianceStabilizationTests
{
    // hvg_vst_all_genes.csv.gz: Seurat 4.3.0, R 4.2.2, FindVariableFeatures(selection.method = "vst") on pbmc3k.
    [SharedDataFact]
    public void ExpectedVariances_SeuratMoments_EqualSeurat()
    {
        GzipCsv table = GzipCsv.Read(SharedData.Path("reference_seurat/pbmc3k/hvg_vst_all_genes.csv.gz"));
        double[] expected = table.Numbers("vst.variance.expected");
        double[] found = VarianceStabilization.ExpectedVariances(table.Numbers("vst.mean"), table.Numbers("vst.variance"));
        double worst = 0;
        for (int g = 0; g < expected.Length; g++) worst = Math.Max(worst, expected[g] == 0 ? Math.Abs(found[g]) : Math.Abs(found[g] - expected[g]) / expected[g]);
        Assert.True(worst <= 1e-10, $"worst relative difference {worst:e2}");
    }
}
