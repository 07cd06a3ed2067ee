using GpuCqa.Analysis.Alignment;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Alignment;

public class LotOverlapTests
{
    [Fact]
    public void Measure_LotsThatDifferInCompositionOnly_AreMixed()
    {
        // 20 times more of a type in one lot than in the other.
        SyntheticLots cells = SyntheticLots.Make(new[,] { { 400, 20, 200 }, { 20, 400, 200 } }, 0);
        Assert.InRange(Value(cells), 0.85, 1.12);
    }

    [Fact]
    public void Measure_GrowingShift_Falls()
    {
        double[] values = new[] { 0.0, 2.0, 4.0, 8.0 }.Select(shift => Value(SyntheticLots.Make(new[,] { { 150, 100 }, { 120, 130 }, { 140, 110 } }, shift))).ToArray();
        Assert.InRange(values[0], 0.9, 1.12);
        Assert.True(values[0] > values[1] && values[1] > values[2] && values[2] > values[3], string.Join(", ", values));
        Assert.True(values[2] < LotOverlap.Threshold, $"{values[2]}");
        Assert.True(values[3] < 0.05, $"{values[3]}");
    }

    [Fact]
    public void Measure_OneDisplacedLotAmongMany_IsNamed()
    {
        SyntheticLots cells = SyntheticLots.Make(new[,] { { 60, 40 }, { 50, 50 }, { 40, 60 }, { 55, 45 }, { 45, 55 } }, 0);
        for (int i = 0; i < cells.Points.Rows; i++) cells.Points[i, 5] += cells.Lots[i] == 3 ? 12 : 0;
        using var device = new CpuDevice();
        LotMixing mixing = LotOverlap.Measure(device, cells.Points, cells.Lots, 5, 1);
        Assert.Equal(3, mixing.WorstLot);
        Assert.True(mixing.Value < 0.1);
        Assert.All(new[] { 0, 1, 2, 4 }, lot => Assert.InRange(mixing.LotMedians[lot], 0.85, 1.12));
        Assert.True(double.IsNaN(mixing.Overlaps[3, 3]));
    }

    [Fact]
    public void Measure_TwoGroupsOfLots_AreNotMixed()
    {
        SyntheticLots cells = SyntheticLots.Make(new[,] { { 60, 40 }, { 50, 50 }, { 40, 60 }, { 55, 45 }, { 45, 55 } }, 0);
        for (int i = 0; i < cells.Points.Rows; i++) cells.Points[i, 5] += cells.Lots[i] < 2 ? 12 : 0;
        Assert.True(Value(cells) < 0.1);
    }

    [Fact]
    public void Measure_OneLotOrLotsTooSmall_IsNaN()
    {
        using var device = new CpuDevice();
        SyntheticLots one = SyntheticLots.Make(new[,] { { 50, 50 } }, 0), small = SyntheticLots.Make(new[,] { { 5, 5 }, { 6, 6 }, { 0, 0 } }, 0);
        Assert.Equal(double.NaN, LotOverlap.Measure(device, one.Points, one.Lots, 1, 1).Value);
        Assert.Equal(double.NaN, LotOverlap.Measure(device, small.Points, small.Lots, 3, 1).Value);
        Assert.Equal(double.NaN, LotOverlap.Measure(device, new DenseMatrix<float>(0, 3), [], 0, 1).Value);
    }

    [Fact]
    public void Measure_CopiesOfOneCell_AreMixed()
    {
        using var device = new CpuDevice();
        int[] lots = Enumerable.Range(0, 100).Select(i => i % 2).ToArray();
        Assert.Equal(1 / 0.9, LotOverlap.Measure(device, new DenseMatrix<float>(100, 3), lots, 2, 1).Value, 1e-12);
    }

    [SharedDataFact]
    public void Measure_PlantedLots_NeedNoAlignment()
    {
        RealCohorts planted = RealCohorts.Planted();
        double value = Value(planted);
        Assert.True(value > 0.9, $"{value}");
        Assert.Equal(AlignmentChoice.None, AlignmentChoice.Decide(AlignmentChoice.Auto, value));
    }

    [SharedDataFact]
    public void Measure_BeforeAndAfterInterferon_NeedsAlignment()
    {
        double value = Value(RealCohorts.Interferon(_ => true));
        Assert.True(value < 0.5, $"{value}");
        Assert.Equal(AlignmentChoice.Harmony, AlignmentChoice.Decide(AlignmentChoice.Auto, value));
    }

    [SharedDataFact]
    public void Measure_TwoUntreatedDonors_NeedNoAlignment()
    {
        double value = Value(RealCohorts.Interferon(sample => sample.StartsWith("ctrl", StringComparison.Ordinal)));
        Assert.True(value > 0.85, $"{value}");
    }

    [Theory]
    [InlineData("none", 0.1, "none")]
    [InlineData("harmony", 1.0, "harmony")]
    [InlineData("auto", 0.59, "harmony")]
    [InlineData("auto", 0.61, "none")]
    [InlineData("auto", double.NaN, "none")]
    public void Decide_Request_IsFollowed(string requested, double mixing, string expected) => Assert.Equal(expected, AlignmentChoice.Decide(requested, mixing));

    [Fact]
    public void Decide_UnknownRequest_IsRefused() => Assert.Throws<InvalidParameterException>(() => AlignmentChoice.Decide("combat", 1));

    private static double Value(SyntheticLots cells)
    {
        using var device = new CpuDevice();
        return LotOverlap.Measure(device, cells.Points, cells.Lots, cells.LotCount, 1).Value;
    }

    private static double Value(RealCohorts cells)
    {
        using var device = new CpuDevice();
        int[] lots = RealCohorts.Codes(cells.Lots);
        return LotOverlap.Measure(device, cells.Points, lots, lots.Max() + 1, 1).Value;
    }
}
