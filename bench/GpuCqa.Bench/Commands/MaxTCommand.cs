using System.Diagnostics;
using System.Globalization;
using GpuCqa.Compute;
using GpuCqa.Core.Randomness;
using GpuCqa.Statistics;

namespace GpuCqa.Bench;

/// <summary>Exact Westfall-Young maxT over all orders of the lots, and the ideal bootstrap of every cluster.</summary>
internal static class MaxTCommand
{
    public static void Run(Options options)
    {
        int lots = options.Number("lots", 11), clusters = options.Number("clusters", 6), readouts = options.Number("readouts", 1), repeat = options.Number("repeat", 3);
        using var device = new CpuDevice(options.Text("threads") is null ? null : options.Number("threads", 1), (VectorWidth)options.Number("width", 0));
        Console.WriteLine(device.Info.Description);
        double[][] fractions = Fractions(lots, clusters, options.Number("zeros", 4)), potency = Enumerable.Range(0, readouts).Select(r => Readout(lots, r, options.Number("levels", 0))).ToArray();
        var test = new MaxTOptions { ExactLots = options.Number("exact", 11), Permutations = options.Number("permutations", 1_000_000) };
        // A program runs this once, so what the compiler adds to the first run counts too.
        long start = Stopwatch.GetTimestamp();
        MaxT.Run(device, fractions, potency, test);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first run {Stopwatch.GetElapsedTime(start).TotalSeconds:F3} s"));
        MaxTResult result = Timing.Repeat($"maxT {lots} lots x {clusters} clusters x {readouts} readouts", repeat, () => MaxT.Run(device, fractions, potency, test));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(result.IsExact ? "all" : "drawn")} {result.Orders:N0} orders, family of {result.FamilySize}, smallest family-wise p {result.Hypotheses.Min(h => h.PSingleStep):G6}"));
        if (lots <= IdealBootstrap.MaximumLots) Timing.Repeat($"ideal bootstrap of {clusters} x {readouts}", repeat, () => IdealBootstrap.Run(device, fractions, potency));
    }

    // Dirichlet-like shares; every so many clusters is rare, with zero cells in some lots, so that several tie patterns occur.
    private static double[][] Fractions(int lots, int clusters, int every)
    {
        double[][] fractions = new double[clusters][];
        for (int k = 0; k < clusters; k++)
        {
            var random = new Philox(1, RandomPurpose.Test, (ulong)k);
            fractions[k] = new double[lots];
            for (int l = 0; l < lots; l++) fractions[k][l] = random.NextDouble();
            if (every > 0 && k % every == every - 1)
            {
                int zeros = 2 + k / every % 5;
                for (int l = 0; l < zeros; l++) fractions[k][random.NextInt32(lots)] = 0;
            }
        }

        return fractions;
    }

    private static double[] Readout(int lots, int index, int levels)
    {
        // Levels as even as they can be, the same lots together in every readout.
        if (levels > 0) return [.. Enumerable.Range(0, lots).Select(lot => (double)((lot + index) % levels))];
        var random = new Philox(2, RandomPurpose.Test, (ulong)index);
        return Enumerable.Range(0, lots).Select(_ => 100 + 900 * random.NextDouble()).ToArray();
    }
}
