using GpuCqa.Core.Matrices;
using Xunit;

namespace GpuCqa.Compute.Tests.Operations;

public class LayoutEpochsTests
{
    private static readonly CsrMatrix<uint> Pair = new(2, 2, [0, 1, 2], [1, 0], [LayoutForces.EveryEpoch, LayoutForces.EveryEpoch]);

    [Fact]
    public void LayoutEpochs_TwoCellsNoSamples_MoveByTheFormula()
    {
        // Cells at (0, 0) and (2, 0); a = 1, b = 1: pull on the first = 2 * 2 * 2 / (1 + 4) = 1.6 towards the second, learning rate 0.5 in epoch 6 of 10.
        var state = new DenseMatrix<float>(2, 6);
        state[1, 0] = 2;
        using var device = new ReferenceDevice();
        DenseMatrix<float> moved = device.Download(device.LayoutEpochs(device.Upload(Pair), new LayoutForces(1, 1, 10, 0, 1, LayoutOptimizer.GradientDescent, 1), 6, 1, device.Upload(state)));
        Assert.Equal(0.8f, moved[0, 0], 1e-6f);
        Assert.Equal(1.2f, moved[1, 0], 1e-6f);
        Assert.Equal(0f, moved[0, 1]);
    }

    [Fact]
    public void LayoutEpochs_FirstAdamStep_IsTheLearningRate()
    {
        var state = new DenseMatrix<float>(2, 6);
        state[1, 0] = 2;
        using var device = new ReferenceDevice();
        DenseMatrix<float> moved = device.Download(device.LayoutEpochs(device.Upload(Pair), new LayoutForces(1, 1, 10, 0, 0.25, LayoutOptimizer.Adam, 1), 1, 1, device.Upload(state)));
        Assert.Equal(0.25f, moved[0, 0], 1e-5f);
        Assert.Equal(0.8f, moved[0, 2], 1e-6f);
        Assert.Equal(0.256f, moved[0, 4], 1e-6f);
    }

    [Theory]
    [InlineData(1u << 31, 500)]
    [InlineData(1u << 30, 250)]
    [InlineData((1u << 31) / 3, 166)]
    [InlineData((1u << 31) / 500, 0)]
    [InlineData(((1u << 31) / 500) + 1, 1)]
    public void IsDue_OverAllEpochs_HappensFloorOfRateTimesEpochs(uint rate, int expected) =>
        Assert.Equal(expected, Enumerable.Range(1, 500).Count(epoch => LayoutForces.IsDue(rate, epoch)));

    [Fact]
    public void LayoutSamples_ManyEdges_AreUniform()
    {
        var counts = new int[20];
        for (int epoch = 1; epoch <= 50; epoch++)
        {
            ulong key = LayoutSamples.EpochKey(1, epoch);
            for (long edge = 0; edge < 400; edge++)
            {
                LayoutSamples samples = LayoutSamples.Of(key, edge);
                for (int s = 0; s < 5; s++) counts[samples.Next(20)]++;
            }
        }

        double expected = 50 * 400 * 5 / 20.0, chiSquared = counts.Sum(c => (c - expected) * (c - expected) / expected);
        Assert.InRange(chiSquared, 4.9, 45.3); // 0.0005 and 0.9994 quantiles, 19 degrees of freedom
    }

    [Fact]
    public void LayoutEpochs_EpochBeyondTheLast_IsRefused()
    {
        using var device = new CpuDevice(1);
        var forces = new LayoutForces(1, 1, 10, 0, 1, LayoutOptimizer.Adam, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => device.LayoutEpochs(device.Upload(Pair), forces, 10, 2, device.Upload(new DenseMatrix<float>(2, 6))));
        Assert.Throws<ArgumentException>(() => device.LayoutEpochs(device.Upload(Pair), forces, 1, 1, device.Upload(new DenseMatrix<float>(3, 6))));
    }
}
