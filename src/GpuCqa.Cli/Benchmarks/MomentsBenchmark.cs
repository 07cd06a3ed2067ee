using GpuCqa.Compute;

namespace GpuCqa.Cli.Benchmarks;

/// <summary>Sum, sum of squares and non-zeros of every gene of resident counts.</summary>
internal sealed class MomentsBenchmark : Benchmark
{
    public override string Name => "moments";

    public override Ceiling Ceiling => Ceiling.Copy;

    public override IEnumerable<double> Sample(ComputeDevice device)
    {
        using DeviceCsr<float> uploaded = device.Upload(SyntheticCells.Counts(513, 300, 40, 3));
        ColumnMoments moments = device.ColumnMoments(uploaded);
        return [.. moments.Sums, .. moments.SquareSums, .. moments.NonZeros.Select(n => (double)n)];
    }

    public override Workload Prepare(ComputeDevice device, BenchmarkScale scale)
    {
        (DeviceCsr<float>[] blocks, _) = SyntheticCells.Resident(device, scale);
        double nonZeros = blocks.Sum(b => (double)b.NonZeros);
        return new Workload($"{scale.Cells:N0} cells, {nonZeros:N0} non-zeros", nonZeros * (4 + 4), "values and indices read once: 8 bytes a non-zero", () =>
        {
            foreach (DeviceCsr<float> block in blocks) device.ColumnMoments(block);
        }, blocks);
    }
}
