using GpuCqa.Compute.Tests.Support;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;
using Xunit;

namespace GpuCqa.Compute.Tests.Conformance;

public abstract partial class ComputeDeviceConformance
{
    [Theory]
    [MemberData(nameof(Sizes))]
    public void LayoutEpochs_OneEpoch_AgreesWithTheReference(int cells)
    {
        (CsrMatrix<uint> schedule, DenseMatrix<float> state) = LayoutCase(cells);
        foreach (LayoutOptimizer optimizer in Enum.GetValues<LayoutOptimizer>())
        {
            var forces = new LayoutForces(0.9921756, 1.1122534, 200, 5, 1, optimizer, 11);
            LayoutConforms(schedule, forces, 7, state);
        }
    }

    [Fact]
    public void LayoutEpochs_OtherCurves_AgreeWithTheReference()
    {
        (CsrMatrix<uint> schedule, DenseMatrix<float> state) = LayoutCase(300);
        foreach ((double a, double b, int samples) in new[] { (1.5769434, 0.8950609, 5), (0.1193053, 1.9163904, 2), (0.583, 1.334, 0) })
        {
            var forces = new LayoutForces(a, b, 500, samples, 1, LayoutOptimizer.GradientDescent, 3);
            LayoutConforms(schedule, forces, 400, state);
        }
    }

    [Fact]
    public void LayoutEpochs_ManyEpochs_SameBitsAsOneByOne()
    {
        (CsrMatrix<uint> schedule, DenseMatrix<float> state) = LayoutCase(520);
        var forces = new LayoutForces(0.9921756, 1.1122534, 30, 5, 1, LayoutOptimizer.Adam, 5);
        double[] together = Epochs(OneThread, schedule, forces, 1, 30, state);
        DenseMatrix<float> step = state;
        for (int epoch = 1; epoch <= 30; epoch++) step = new DenseMatrix<float>(520, 6, Epochs(TwoThreads, schedule, forces, epoch, 1, step).Select(x => (float)x).ToArray());
        Assert.Equal(together, step.Values.Select(x => (double)x));
        Assert.All(together, x => Assert.True(double.IsFinite(x)));
    }

    /// <summary>One epoch; the tolerance is relative to the largest |entry| of a column of the state.</summary>
    private void LayoutConforms(CsrMatrix<uint> schedule, LayoutForces forces, int epoch, DenseMatrix<float> state)
    {
        double[] expected = Epochs(reference, schedule, forces, epoch, 1, state);
        double[] largest = new double[ComputeDevice.LayoutStateColumns];
        for (int i = 0; i < expected.Length; i++) largest[i % largest.Length] = Math.Max(largest[i % largest.Length], Math.Abs(expected[i]));
        Conforms(device => Epochs(device, schedule, forces, epoch, 1, state), 2e-6, expected.Select((_, i) => largest[i % largest.Length]).ToArray());
    }

    private static double[] Epochs(ComputeDevice device, CsrMatrix<uint> schedule, LayoutForces forces, int first, int count, DenseMatrix<float> state)
    {
        using DeviceCsr<uint> edges = device.Upload(schedule);
        using DeviceMatrix<float> start = device.Upload(state), end = device.LayoutEpochs(edges, forces, first, count, start);
        return device.Download(end).Values.Select(x => (double)x).ToArray();
    }

    /// <summary>A ring with chords, ragged rows; distances between 1e-4 and 1e3, among them copies of one place.</summary>
    private static (CsrMatrix<uint> Schedule, DenseMatrix<float> State) LayoutCase(int cells)
    {
        Philox random = TestMatrices.Stream(77);
        var edges = new SortedDictionary<(int, int), uint>();
        for (int i = 0; i < cells; i++)
        {
            for (int d = 1; d <= i % 23 && d < cells; d++)
            {
                int j = (i + (d * d)) % cells;
                if (j == i) continue;
                uint rate = d % 4 == 0 ? LayoutForces.EveryEpoch : random.NextUInt32() >> 1;
                edges[(i, j)] = edges[(j, i)] = rate;
            }
        }

        var offsets = new long[cells + 1];
        foreach ((int row, _) in edges.Keys) offsets[row + 1]++;
        for (int i = 0; i < cells; i++) offsets[i + 1] += offsets[i];
        var state = new DenseMatrix<float>(cells, ComputeDevice.LayoutStateColumns);
        for (int i = 0; i < cells; i++)
        {
            double extent = Math.Pow(10, (random.NextDouble() * 7) - 4);
            for (int c = 0; c < 4; c++) state[i, c] = (float)(random.NextNormal() * (c < 2 ? extent : 1));
            for (int c = 4; c < 6; c++) state[i, c] = (float)(0.5 + random.NextDouble());
            if (i % 50 == 49) state.Row(i - 1)[..2].CopyTo(state.Row(i));
        }

        return (new CsrMatrix<uint>(cells, cells, offsets, edges.Keys.Select(e => e.Item2).ToArray(), [.. edges.Values]), state);
    }
}
