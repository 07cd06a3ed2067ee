using GpuCqa.Analysis.Cells;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;
using GpuCqa.Pipelines.Primitives;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Primitives;

public sealed class CorrelationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CpuDevice device = new(2);

    [Theory]
    [InlineData(CorrelationKind.Pearson, 1L << 24)]
    [InlineData(CorrelationKind.Pearson, 2_000)]
    [InlineData(CorrelationKind.Spearman, 1L << 24)]
    [InlineData(CorrelationKind.Spearman, 2_000)]
    public void Columns_OfMeasurements_AreThoseOfAPlainLoop(CorrelationKind kind, long tile)
    {
        float[][] rows = TestCells.Measurements(900, 9, 21);
        foreach (float[] row in rows) row[4] = 3;
        int[] left = [0, 3, 4, 8, 5], right = [1, 4, 0, 7];
        double[][] found = Correlate(rows, CellModality.Features, left, right, kind, tile);
        for (int i = 0; i < left.Length; i++)
        {
            for (int j = 0; j < right.Length; j++)
            {
                double expected = left[i] == 4 || right[j] == 4 ? double.NaN : Reference(Column(rows, left[i]), Column(rows, right[j]), kind);
                Assert.Equal(expected, found[i][j], 1e-12);
            }
        }
    }

    [Fact]
    public void Columns_OfCounts_AreLogNormalizedUnlessRaw()
    {
        float[][] rows = TestCells.Counts(600, 20, 22);
        double[][] normalized = rows.Select(r => r.Select(v => Math.Log(1 + (v / r.Sum(x => (double)x) * 10_000))).ToArray()).ToArray();
        double expected = Reference(normalized.Select(r => r[2]).ToArray(), normalized.Select(r => r[5]).ToArray(), CorrelationKind.Pearson);
        Assert.Equal(expected, Correlate(rows, CellModality.Counts, [2], [5], CorrelationKind.Pearson)[0][0], 1e-12);
        Assert.Equal(Reference(Column(rows, 2), Column(rows, 5), CorrelationKind.Pearson), Correlate(rows, CellModality.Features, [2], [5], CorrelationKind.Pearson)[0][0], 1e-12);
    }

    [Fact]
    public void Columns_WithThemselves_AreSymmetricAndOneOnTheDiagonal()
    {
        int[] all = [.. Enumerable.Range(0, 9)];
        double[][] found = Correlate(TestCells.Measurements(500, 9, 23), CellModality.Features, all, all, CorrelationKind.Spearman, 1_500);
        for (int i = 0; i < 9; i++)
        {
            Assert.Equal(1, found[i][i], 1e-14);
            for (int j = 0; j < 9; j++) Assert.Equal(found[i][j], found[j][i], 1e-14);
        }
    }

    [Theory]
    [InlineData(100_000, 100, 167)]
    [InlineData(10, 30_000, 1_118)]
    [InlineData(100_000_000, 3, 1)]
    [InlineData(1, 1, 16_777_216)]
    public void Tiles_OfColumns_BoundBothMatrices(long cells, long others, int columns) => Assert.Equal(columns, ColumnCorrelation.TileColumns(cells, others));

    [Theory]
    [InlineData(LotSummary.Mean, 10_000.0)]
    [InlineData(LotSummary.Mean, null)]
    [InlineData(LotSummary.Detected, 10_000.0)]
    public void Lots_OfSeveralFiles_AreTheirMeans(LotSummary summary, double? factor)
    {
        float[][][] lots = [TestCells.Counts(1_500, 12, 1), TestCells.Counts(40, 12, 2), TestCells.Counts(333, 12, 3)];
        // The second file has its genes in another order, and one more.
        string[] genes = Enumerable.Range(0, 12).Select(g => $"gene{g}").ToArray();
        var files = new CellInput[]
        {
            new(TestCells.Source(lots[0]), 0),
            new(new MemoryCells("b", [.. genes.Reverse(), "extra"], lots[1].Select(r => r.Reverse().Append(5f).ToArray()).ToArray()), 1),
            new(TestCells.Source(lots[2]), 2),
        };
        LotColumns found = LotColumnReader.Read(TestCells.Work(folder, device), new CohortInput([Lot("a"), Lot("b"), Lot("c")], files), ["gene7", "gene1"], new CellLimits { MinGenes = 5, MaxGenes = 9 }, summary, factor);
        Assert.Equal(["gene7", "gene1"], found.Columns.Ids);
        for (int l = 0; l < 3; l++)
        {
            float[][] kept = lots[l].Where(r => r.Count(v => v > 0) is >= 5 and <= 9).ToArray();
            Assert.InRange(kept.Length, 1, lots[l].Length - 1);
            Assert.Equal(kept.Length, found.Cells[l]);
            for (int c = 0; c < 2; c++)
            {
                int g = c == 0 ? 7 : 1;
                double expected = kept.Average(r => summary == LotSummary.Detected ? (r[g] > 0 ? 1 : 0) : factor is { } f ? Math.Log(1 + (r[g] / r.Sum(v => (double)v) * f)) : r[g]);
                Assert.Equal(expected, found.Values[l, c], 1e-12);
            }
        }
    }

    [Fact]
    public void Lots_OfOneFile_AreToldApartByTheirColumn()
    {
        float[][] rows = TestCells.Measurements(2_500, 4, 31);
        string[] groups = Enumerable.Range(0, 2_500).Select(r => r % 3 == 0 ? "b" : r % 3 == 1 ? "a" : "unused").ToArray();
        var source = new MemoryCells("m", ["w", "x", "y", "z"], rows, groups: groups, modality: CellModality.Features) { GroupColumn = "lot" };
        LotColumns found = LotColumnReader.Read(TestCells.Work(folder, device), new CohortInput([Lot("a"), Lot("b")], [new CellInput(source, -1)]), [], new CellLimits(), LotSummary.Mean, 10_000);
        Assert.Equal([groups.Count(g => g == "a"), groups.Count(g => g == "b")], found.Cells);
        for (int l = 0; l < 2; l++)
        {
            for (int c = 0; c < 4; c++) Assert.Equal(rows.Where((_, r) => groups[r] == (l == 0 ? "a" : "b")).Average(r => (double)r[c]), found.Values[l, c], 1e-9);
        }

        Assert.Throws<PreconditionException>(() => LotColumnReader.Read(TestCells.Work(folder, device), new CohortInput([Lot("a"), Lot("gone")], [new CellInput(source, -1)]), [], new CellLimits(), LotSummary.Mean, 10_000));
    }

    public void Dispose()
    {
        device.Dispose();
        folder.Dispose();
    }

    private double[][] Correlate(float[][] rows, CellModality modality, int[] left, int[] right, CorrelationKind kind, long tile = ColumnCorrelation.TileNumbers)
    {
        using DatasetCells cells = DatasetReader.Read(TestCells.Work(folder, device), TestCells.Source(rows, modality), new CellLimits(), modality, new DiscoverParameters { Readouts = [] });
        var all = new List<double[]>();
        foreach (DenseMatrix<double> part in new ColumnCorrelation(TestCells.Work(folder, device), cells.Store, 10_000, kind, tile).Rows(left, right))
        {
            for (int r = 0; r < part.Rows; r++) all.Add(part.Row(r).ToArray());
        }

        return [.. all];
    }

    private static LotInput Lot(string name) => new(new Lot(name, null, Core.Cohorts.Lot.TrainRole, null, null, null, null, new Dictionary<string, string>()), []);

    private static double[] Column(float[][] rows, int column) => rows.Select(r => (double)r[column]).ToArray();

    private static double Reference(double[] x, double[] y, CorrelationKind kind)
    {
        if (kind == CorrelationKind.Spearman) (x, y) = (Ranks(x), Ranks(y));
        double mx = x.Average(), my = y.Average(), xy = 0, xx = 0, yy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            xy += (x[i] - mx) * (y[i] - my);
            xx += (x[i] - mx) * (x[i] - mx);
            yy += (y[i] - my) * (y[i] - my);
        }

        return xy / Math.Sqrt(xx * yy);
    }

    private static double[] Ranks(double[] values) => values.Select(v => values.Count(o => o < v) + ((values.Count(o => o == v) + 1) / 2.0)).ToArray();
}
