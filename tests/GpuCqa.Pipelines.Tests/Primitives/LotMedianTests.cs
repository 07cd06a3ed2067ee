using GpuCqa.Analysis.Cells;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.Primitives;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Primitives;

public sealed class LotMedianTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData(10_000.0, 1, 2L << 30, 1L << 25)]
    [InlineData(10_000.0, 2, 4_000, 1L)]
    [InlineData(null, 2, 2L << 30, 5_000)]
    [InlineData(null, 1, 0, 1L << 25)]
    public void Medians_OfSparseCounts_AreThoseOfAFullSort(double? factor, int threads, long held, long sorted)
    {
        float[][][] lots = [TestCells.Counts(2_051, 150, 1), TestCells.Counts(40, 150, 2), TestCells.Counts(1_333, 150, 3)];
        LotColumns found = Read(lots, CellModality.Counts, factor, threads, held, sorted, new CellLimits { MinGenes = 60 });
        int zero = 0;
        for (int l = 0; l < 3; l++)
        {
            float[][] kept = lots[l].Where(r => r.Count(v => v > 0) >= 60).ToArray();
            Assert.InRange(kept.Length, 1, lots[l].Length - 1);
            Assert.Equal(kept.Length, found.Cells[l]);
            for (int c = 0; c < 150; c++)
            {
                double expected = Median(kept.Select(r => factor is { } f ? Math.Log(1 + (r[c] / r.Sum(v => (double)v) * f)) : r[c]));
                Assert.Equal(expected, found.Values[l, c], factor is null ? 0 : 4e-15);
                zero += expected == 0 ? 1 : 0;
            }
        }

        Assert.InRange(zero, 50, 400);
    }

    [Theory]
    [InlineData(1, 2L << 30, 1L << 25)]
    [InlineData(2, 3_000, 700)]
    public void Medians_OfMeasurements_AreExactWithNegativeValuesAndZeros(int threads, long held, long sorted)
    {
        var random = new Random(5);
        // From all negative to all positive, with zeros in between in the columns of the middle.
        float[][][] lots = Enumerable.Range(0, 4).Select(l => Enumerable.Range(0, 1_100 + l).Select(_ => Enumerable.Range(0, 70)
            .Select(c => (float)((random.NextDouble() - (c / 69.0)) * Math.Max(0, random.Next(-2, 4)))).ToArray()).ToArray()).ToArray();
        LotColumns found = Read(lots, CellModality.Features, 10_000, threads, held, sorted);
        for (int l = 0; l < 4; l++)
        {
            for (int c = 0; c < 70; c++) Assert.Equal(Median(lots[l].Select(r => (double)r[c])), found.Values[l, c]);
        }
    }

    [Theory]
    [InlineData(1.5, new double[] { 0, 0, 3, 4 })]
    [InlineData(2.5, new double[] { 0, 0, 3, 4, 4, 2 })]
    [InlineData(-0.5, new double[] { -2, -1, 0, 7 })]
    [InlineData(-1, new double[] { -2, -1, 0 })]
    [InlineData(0.5, new double[] { -1, 2 })]
    [InlineData(0, new double[] { -0.0, 0, 1, -3 })]
    [InlineData(5, new double[] { 5 })]
    public void Median_AtTheEdgeOfTheZeros_IsTheMeanOfTheMiddle(double expected, double[] cells)
    {
        Assert.Equal(expected, Read([cells.Select(v => new[] { (float)v }).ToArray()], CellModality.Features, null).Values[0, 0]);
    }

    [Fact]
    public void Cells_WithoutANumber_AreRefused()
    {
        BadDataException error = Assert.Throws<BadDataException>(() => Read([[[1f, 2f], [3f, float.NaN]]], CellModality.Features, null));
        Assert.Contains("not a number", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private LotColumns Read(
        float[][][] lots, CellModality modality, double? factor, int threads = 1, long held = Workplace.DefaultHeldBytes, long sorted = LotColumnReader.SortedNumbers, CellLimits? limits = null)
    {
        using var device = new CpuDevice(threads);
        LotInput[] named = [.. lots.Select((_, l) => new LotInput(new Lot($"L{l}", null, Lot.TrainRole, null, null, null, null, new Dictionary<string, string>()), []))];
        var input = new CohortInput(named, [.. lots.Select((cells, l) => new CellInput(TestCells.Source(cells, modality), l))]);
        return LotColumnReader.Read(TestCells.Work(folder, device, held), input, [], limits ?? new CellLimits(), LotSummary.Median, factor, sorted);
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
