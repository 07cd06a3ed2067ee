using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Bench;

/// <summary>Rank sums of genes for several partitions of cells.</summary>
internal static class RanksCommand
{
    public static void Run(Options options)
    {
        int genes = options.Number("genes", 13_714), cells = options.Number("cells", 2_700);
        double density = options.Real("density", 0.06);
        using var device = new CpuDevice(options.Text("threads") is null ? null : options.Number("threads", 1));
        var random = new Philox(1, RandomPurpose.Test);
        var offsets = new long[genes + 1];
        var indices = new List<int>();
        var values = new List<double>();
        for (int g = 0; g < genes; g++)
        {
            for (int c = 0; c < cells; c++)
            {
                if (random.NextDouble() >= density) continue;
                indices.Add(c);
                values.Add(Math.Log(1 + ((1 + random.NextInt32(3)) * 10_000.0 / (2000 + random.NextInt32(500)))));
            }

            offsets[g + 1] = indices.Count;
        }

        var matrix = new CsrMatrix<double>(genes, cells, offsets, [.. indices], [.. values]);
        int[] groups = [6, 9, 11, 13];
        int[][] labels = groups.Select(n => Enumerable.Range(0, cells).Select(_ => random.NextInt32(n)).ToArray()).ToArray();
        Timing.Repeat($"rank sums {genes} x {cells}, density {density}, 4 partitions", options.Number("repeat", 3), () => device.RankSums(matrix, labels, groups));
    }
}
