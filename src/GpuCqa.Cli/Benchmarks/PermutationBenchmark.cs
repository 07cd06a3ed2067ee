using System.Globalization;
using GpuCqa.Compute;
using GpuCqa.Core.Randomness;
using GpuCqa.Statistics;

namespace GpuCqa.Cli.Benchmarks;

/// <summary>Exact permutation maxT over all orders of the lots.</summary>
internal sealed class PermutationBenchmark : Benchmark
{
    public override string Name => "maxt";

    public override Ceiling Ceiling => Ceiling.None;

    public override double Tolerance => 0;

    public override IEnumerable<double> Sample(ComputeDevice device)
    {
        MaxTResult result = Run(device, 7, 9);
        return result.Hypotheses.SelectMany(h => new[] { h.PSingleStep, h.PStepDown });
    }

    public override Workload Prepare(ComputeDevice device, BenchmarkScale scale)
    {
        (int lots, int hypotheses) = scale.Permutation;
        double orders = 1;
        for (int i = 2; i <= lots; i++) orders *= i;
        return new Workload(string.Create(CultureInfo.InvariantCulture, $"all {orders:N0} orders of {lots} lots x {hypotheses:N0} tests"), orders * hypotheses, "order x test", () => Run(device, lots, hypotheses), []);
    }

    private static MaxTResult Run(ComputeDevice device, int lots, int hypotheses)
    {
        var random = new Philox(1, RandomPurpose.Test);
        var fractions = new double[hypotheses][];
        for (int k = 0; k < hypotheses; k++)
        {
            fractions[k] = [.. Enumerable.Range(0, lots).Select(_ => random.NextDouble())];
            // Every fourth is rare: tied at zero in some lots.
            if (k % 4 == 3) for (int z = 0; z < 2 + (k % 3); z++) fractions[k][random.NextInt32(lots)] = 0;
        }

        double[] readout = [.. Enumerable.Range(0, lots).Select(_ => random.NextDouble())];
        return MaxT.Run(device, fractions, [readout], new MaxTOptions { ExactLots = lots });
    }
}
