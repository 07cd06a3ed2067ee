using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Cli.Benchmarks;

/// <summary>Spearman correlation of every column of one table with every column of another.</summary>
internal sealed class SpearmanBenchmark : Benchmark
{
    public override string Name => "spearman";

    public override Ceiling Ceiling => Ceiling.Gemm64;

    public override IEnumerable<double> Sample(ComputeDevice device)
    {
        double[] values = device.Correlate(SyntheticCells.Columns(33, 20, 1), SyntheticCells.Columns(33, 17, 2), CorrelationKind.Spearman).Values;
        // The tolerance is of 1, the largest correlation, and not of each.
        return values.Select(r => 1 + r);
    }

    public override Workload Prepare(ComputeDevice device, BenchmarkScale scale)
    {
        (int columns, int samples) = scale.Spearman;
        DenseMatrix<double> left = SyntheticCells.Columns(samples, columns, 1), right = SyntheticCells.Columns(samples, columns, 2);
        return new Workload($"{columns:N0} x {columns:N0} columns of {samples:N0} samples, from and to host memory", 2.0 * columns * columns * samples, "one multiplication and one addition a pair of columns and sample", () =>
            device.Correlate(left, right, CorrelationKind.Spearman), []);
    }
}
