using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats;
using GpuCqa.Pipelines.Primitives;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Primitives;

public sealed class NormalizerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CpuDevice device = new(2);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Values_AreCountsScaledToOneTotal(bool linear, bool median)
    {
        float[][] rows = TestCells.Counts(5_001, 40, 1);
        rows[100] = new float[40];
        string[] genes = ["gene7", "gene31", "gene2"];
        var parameters = new NormalizeParameters { ScaleFactor = 1_000, Linear = linear, ScaleToMedian = median, Genes = genes };
        NormalizedBlock[] blocks = Normalizer.Run(TestCells.Work(folder, device), TestCells.Source(rows), parameters).ToArray();
        double[] totals = rows.Select(r => r.Sum(v => (double)v)).ToArray();
        double[] sorted = totals.Where(t => t > 0).Order().ToArray();
        double scale = median ? (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2 : 1_000;
        Assert.True(blocks.Length > 1);
        Assert.Equal(totals, blocks.SelectMany(b => b.Totals));
        Assert.Equal(rows.Select(r => r.Count(v => v > 0)), blocks.SelectMany(b => b.DetectedGenes));
        Assert.All(blocks, b => Assert.Equal(scale, b.Scale));
        int cell = 0;
        foreach (NormalizedBlock block in blocks)
        {
            for (int r = 0; r < block.Values.Rows; r++, cell++)
            {
                double[] row = new double[3];
                for (int i = 0; i < block.Values.RowIndices(r).Length; i++) row[block.Values.RowIndices(r)[i]] = block.Values.RowValues(r)[i];
                for (int g = 0; g < 3; g++)
                {
                    float count = rows[cell][int.Parse(genes[g][4..], System.Globalization.CultureInfo.InvariantCulture)];
                    double expected = count == 0 ? 0 : count / totals[cell] * scale;
                    expected = linear ? expected : Math.Log(1 + expected);
                    Assert.Equal(expected, row[g], 1e-12 * Math.Max(1, expected));
                }
            }
        }

        Assert.Equal(rows.Length, cell);
    }

    [SharedDataFact]
    public void Values_OfPbmc3k_EqualSeurat()
    {
        CellSource source = CellFiles.Open(SharedData.Path("pbmc3k_h5ad/pbmc3k_csr_gzip.h5ad"), new CellFileOptions());
        GzipCsv expected = GzipCsv.Read(SharedData.Path("reference_seurat/pbmc3k/lognorm_spotcheck_2000.csv.gz"));
        var values = new Dictionary<(string Cell, string Gene), double>();
        foreach (NormalizedBlock block in Normalizer.Run(TestCells.Work(folder, device), source, new NormalizeParameters()))
        {
            for (int r = 0; r < block.Values.Rows; r++)
            {
                for (int i = 0; i < block.Values.RowIndices(r).Length; i++) values[(block.Barcodes[r].Split('-')[0], source.Features.Names[block.Values.RowIndices(r)[i]])] = block.Values.RowValues(r)[i];
            }
        }

        var names = source.Features.Names.ToHashSet(StringComparer.Ordinal);
        int seen = 0;
        foreach (string[] row in expected.Rows.Where(r => names.Contains(r[0])))
        {
            Assert.Equal(double.Parse(row[2], System.Globalization.CultureInfo.InvariantCulture), values.GetValueOrDefault((row[1].Split('-')[0], row[0])), 1e-12);
            seen++;
        }

        Assert.True(seen > 1_900, $"{seen}");
    }

    [Fact]
    public void Measurements_AreAPrecondition() => Assert.Throws<PreconditionException>(() =>
        Normalizer.Run(TestCells.Work(folder, device), TestCells.Source(TestCells.Measurements(5, 3, 1), CellModality.Features), new NormalizeParameters()));

    public void Dispose()
    {
        device.Dispose();
        folder.Dispose();
    }
}
