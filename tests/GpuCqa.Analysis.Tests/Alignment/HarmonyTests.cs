using GpuCqa.Analysis.Alignment;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Progress;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Analysis.Tests.Alignment;

public class HarmonyTests
{
    private static readonly int[,] ThreeLots = { { 200, 150, 100 }, { 100, 200, 150 }, { 150, 100, 200 } };

    [Fact]
    public void Align_ShiftedLots_MixAndKeepTheirTypes()
    {
        SyntheticLots cells = SyntheticLots.Make(ThreeLots, 4);
        using var device = new CpuDevice();
        (DenseMatrix<float> aligned, AlignmentResult result, _) = LotAlignment.Run(device, cells.Points, cells.Lots, 3, "auto", new HarmonyParameters(), StepProgress.None);
        Assert.Equal("harmony", result.Method);
        Assert.True(result.MixingBefore < 0.5, $"{result.MixingBefore}");
        Assert.True(result.MixingAfter > 0.9, $"{result.MixingAfter}");
        Assert.True(SyntheticLots.Purity(Neighbors(device, aligned), cells.Types) > 0.99);
        Assert.Equal(result.Iterations + 1, result.Objective.Count);
        Assert.True(result.Objective[^1] < result.Objective[0]);
    }

    [Fact]
    public void Align_NoLotEffect_ChangesLittle()
    {
        SyntheticLots cells = SyntheticLots.Make(ThreeLots, 0);
        using var device = new CpuDevice();
        HarmonyResult result = Harmony.Align(device, cells.Points, cells.Lots, 3, new HarmonyParameters(), StepProgress.None);
        double moved = 0, length = 0;
        for (int i = 0; i < cells.Points.Values.Length; i++)
        {
            moved += Math.Pow(result.Embedding.Values[i] - cells.Points.Values[i], 2);
            length += Math.Pow(cells.Points.Values[i], 2);
        }

        Assert.True(Math.Sqrt(moved / length) < 0.1, $"{Math.Sqrt(moved / length)}");
        Assert.True(result.Converged);
    }

    [Fact]
    public void Align_TypeOfOneLotOnly_IsNotMergedAway()
    {
        SyntheticLots cells = SyntheticLots.Make(new[,] { { 200, 150, 120 }, { 200, 180, 0 }, { 150, 200, 0 } }, 4);
        using var device = new CpuDevice();
        HarmonyResult result = Harmony.Align(device, cells.Points, cells.Lots, 3, new HarmonyParameters(), StepProgress.None);
        Assert.True(SyntheticLots.Purity(Neighbors(device, result.Embedding), cells.Types, i => cells.Types[i] == 2) > 0.95);
    }

    [Fact]
    public void Align_OneLot_ReturnsTheInput()
    {
        SyntheticLots cells = SyntheticLots.Make(new[,] { { 50, 50 } }, 1);
        using var device = new CpuDevice();
        HarmonyResult result = Harmony.Align(device, cells.Points, cells.Lots, 4, new HarmonyParameters(), StepProgress.None);
        Assert.Same(cells.Points, result.Embedding);
        Assert.Equal(0, result.Iterations);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20)]
    public void Align_FewCells_AreFinite(int cellsOfALot)
    {
        SyntheticLots cells = SyntheticLots.Make(new[,] { { cellsOfALot }, { cellsOfALot } }, 2);
        using var device = new CpuDevice();
        Assert.All(Harmony.Align(device, cells.Points, cells.Lots, 3, new HarmonyParameters(), StepProgress.None).Embedding.Values, x => Assert.True(float.IsFinite(x)));
        Assert.All(Harmony.Align(device, new DenseMatrix<float>(2 * cellsOfALot, 3), cells.Lots, 2, new HarmonyParameters(), StepProgress.None).Embedding.Values, x => Assert.Equal(0, x));
    }

    [Fact]
    public void Align_AnyThreads_SameBits()
    {
        SyntheticLots cells = SyntheticLots.Make(new[,] { { 900, 800 }, { 700, 1000 }, { 400, 600 } }, 3);
        using var one = new CpuDevice(1);
        using var two = new CpuDevice(2);
        HarmonyResult first = Harmony.Align(one, cells.Points, cells.Lots, 3, new HarmonyParameters(), StepProgress.None);
        HarmonyResult second = Harmony.Align(two, cells.Points, cells.Lots, 3, new HarmonyParameters(), StepProgress.None);
        Assert.Equal(first.Embedding.Values, second.Embedding.Values);
        Assert.Equal(first.Objective, second.Objective);
    }

    [Fact]
    public void Align_ImpossibleParameters_AreRefused()
    {
        SyntheticLots cells = SyntheticLots.Make(ThreeLots, 1);
        using var device = new CpuDevice();
        foreach (HarmonyParameters wrong in new HarmonyParameters[] { new() { Sigma = 0 }, new() { Theta = -1 }, new() { Clusters = 0 }, new() { BlockShare = 2 }, new() { Alpha = 0 }, new() { MaxIterations = 0 } })
            Assert.Throws<InvalidParameterException>(() => Harmony.Align(device, cells.Points, cells.Lots, 3, wrong, StepProgress.None));
    }

    [Fact]
    public void Align_Cancelled_Stops()
    {
        SyntheticLots cells = SyntheticLots.Make(ThreeLots, 1);
        using var device = new CpuDevice();
        Assert.Throws<OperationCanceledException>(() => Harmony.Align(device, cells.Points, cells.Lots, 3, new HarmonyParameters(), StepProgress.None, new CancellationToken(canceled: true)));
    }

    [SharedDataFact]
    public void Align_BeforeAndAfterInterferon_MixesAndKeepsCellTypes()
    {
        RealCohorts cells = RealCohorts.Interferon(_ => true);
        int[] lots = RealCohorts.Codes(cells.Lots), types = RealCohorts.Codes(cells.Types);
        using var device = new CpuDevice();
        double purity = SyntheticLots.Purity(Neighbors(device, cells.Points), types);
        (DenseMatrix<float> aligned, AlignmentResult result, _) = LotAlignment.Run(device, cells.Points, lots, 4, "auto", new HarmonyParameters(), StepProgress.None);
        double after = SyntheticLots.Purity(Neighbors(device, aligned), types);
        Assert.True(result.MixingAfter > result.MixingBefore + 0.2, $"mixing {result.MixingBefore} -> {result.MixingAfter}");
        Assert.True(after > purity - 0.03, $"purity {purity} -> {after}");
        Assert.True(result.Objective[^1] < result.Objective[0]);
    }

    private static NeighborTable Neighbors(ComputeDevice device, DenseMatrix<float> points)
    {
        using DeviceMatrix<float> cells = device.Upload(points);
        return device.NearestNeighbors(cells, cells, 16, DistanceMetric.Euclidean);
    }
}
