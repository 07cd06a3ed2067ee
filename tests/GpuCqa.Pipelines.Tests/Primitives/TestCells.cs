using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Progress;
using GpuCqa.Pipelines.Primitives;
using GpuCqa.Testing;

namespace GpuCqa.Pipelines.Tests.Primitives;

/// <summary>Drawn cells, and a place to compute on them.</summary>
public static class TestCells
{
    /// <summary>Sparse counts whose genes have groups, so that components have something to find.</summary>
    public static float[][] Counts(int cells, int genes, int seed)
    {
        var random = new Random(seed);
        double[] level = Enumerable.Range(0, genes).Select(_ => 0.05 + (2 * Math.Pow(random.NextDouble(), 4))).ToArray();
        return Enumerable.Range(0, cells).Select(c =>
        {
            double depth = 0.5 + random.NextDouble();
            return Enumerable.Range(0, genes).Select(g => (float)Poisson(random, depth * level[g] * (g % 3 == c % 3 ? 4 : 1))).ToArray();
        }).ToArray();
    }

    /// <summary>Measurements with ties.</summary>
    public static float[][] Measurements(int cells, int columns, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, cells).Select(_ =>
        {
            double common = random.NextDouble();
            return Enumerable.Range(0, columns).Select(c => MathF.Round((float)((10 * c) + common + (c % 2 == 0 ? 1 : -1) * random.NextDouble()), 2)).ToArray();
        }).ToArray();
    }

    public static MemoryCells Source(float[][] rows, CellModality modality = CellModality.Counts) =>
        new("memory", Enumerable.Range(0, rows[0].Length).Select(g => $"gene{g}").ToArray(), rows, modality: modality);

    public static Workplace Work(TemporaryFolder folder, ComputeDevice device, long heldBytes = Workplace.DefaultHeldBytes, StepProgress? progress = null, CancellationToken cancellation = default) =>
        new(device, folder.Path, progress ?? StepProgress.None, cancellation) { HeldBytes = heldBytes };

    private static int Poisson(Random random, double mean)
    {
        double limit = Math.Exp(-mean), product = random.NextDouble();
        int count = 0;
        for (; product > limit; count++) product *= random.NextDouble();
        return count;
    }
}
