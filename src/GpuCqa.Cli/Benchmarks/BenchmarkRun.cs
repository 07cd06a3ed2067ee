using System.Diagnostics;
using GpuCqa.Compute;

namespace GpuCqa.Cli.Benchmarks;

/// <summary>Checks a benchmark against the reference device, then times it.</summary>
internal static class BenchmarkRun
{
    /// <summary>All benchmarks, in the order in which a cohort meets them.</summary>
    public static IReadOnlyList<Benchmark> All { get; } =
        [new RowsBenchmark(), new MomentsBenchmark(), new NormalizeBenchmark(), new GramBenchmark(), new NeighborsBenchmark(), new PermutationBenchmark(), new SpearmanBenchmark(), new RankSumsBenchmark()];

    /// <summary>Runs one benchmark; a wrong operation is not timed.</summary>
    public static BenchmarkResult Of(ComputeDevice device, Benchmark benchmark, BenchmarkScale scale, DeviceCeilings ceilings, int repeats)
    {
        double difference = Difference(device, benchmark);
        bool right = difference <= benchmark.Tolerance;
        Dictionary<string, long> before = new(device.HostOperations);
        using Workload workload = benchmark.Prepare(device, scale);
        if (!right) return new BenchmarkResult(benchmark.Name, workload.Size, false, difference, double.NaN, double.NaN, double.NaN, "", null, "", workload.Counted, []);

        double[] seconds = Times(workload.Run, repeats);
        (double? ceiling, string unit, string name) = benchmark.Ceiling switch
        {
            Ceiling.Copy => (ceilings.CopyBytesPerSecond, "B/s", "copy"),
            Ceiling.Gemm32 => (ceilings.Gemm32, "FLOP/s", "float32 GEMM"),
            Ceiling.Gemm64 => (ceilings.Gemm64, "FLOP/s", "float64 GEMM"),
            _ => ((double?)null, "", ""),
        };
        double median = seconds[seconds.Length / 2], achieved = workload.Work / median;
        string[] onHost = [.. device.HostOperations.Where(o => o.Value > before.GetValueOrDefault(o.Key)).Select(o => o.Key)];
        return new BenchmarkResult(benchmark.Name, workload.Size, true, difference, seconds[0], median, achieved, unit, achieved / ceiling, name, workload.Counted, onHost);
    }

    private static double Difference(ComputeDevice device, Benchmark benchmark)
    {
        using var reference = new ReferenceDevice();
        double[] expected = [.. benchmark.Sample(reference)], found = [.. benchmark.Sample(device)];
        if (expected.Length != found.Length) return double.PositiveInfinity;
        double largest = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            if (expected[i].Equals(found[i])) continue;
            double relative = Math.Abs(expected[i] - found[i]) / Math.Max(Math.Abs(expected[i]), double.Epsilon);
            largest = double.IsNaN(relative) ? double.PositiveInfinity : Math.Max(largest, relative);
        }

        return largest;
    }

    private static double[] Times(Action run, int repeats)
    {
        run();
        var seconds = new double[repeats];
        for (int i = 0; i < repeats; i++)
        {
            long start = Stopwatch.GetTimestamp();
            run();
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        Array.Sort(seconds);
        return seconds;
    }
}
