using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Cli.Benchmarks;

/// <summary>ln(1 + x / total x 10,000) of resident counts.</summary>
internal sealed class NormalizeBenchmark : Benchmark
{
    public override string Name => "normalize";

    public override Ceiling Ceiling => Ceiling.Copy;

    public override IEnumerable<double> Sample(ComputeDevice device)
    {
        CsrMatrix<float> counts = SyntheticCells.Counts(257, 300, 40, 3);
        using DeviceCsr<float> uploaded = device.Upload(counts);
        using DeviceCsr<double> normalized = device.LogNormalize(uploaded, device.RowStatistics(uploaded, null).Totals, 10_000, null, counts.Columns);
        return device.Download(normalized).Values;
    }

    public override Workload Prepare(ComputeDevice device, BenchmarkScale scale)
    {
        (DeviceCsr<float>[] blocks, double[] totals) = SyntheticCells.Resident(device, scale);
        double nonZeros = blocks.Sum(b => (double)b.NonZeros);
        return new Workload($"{scale.Cells:N0} cells, {nonZeros:N0} non-zeros", nonZeros * (4 + 4 + 8), "values and indices read, float64 values written: 16 bytes a non-zero", () =>
        {
            foreach (DeviceCsr<float> block in blocks) device.LogNormalize(block, totals, 10_000, null, scale.Genes).Dispose();
            device.Synchronize();
        }, blocks);
    }
}
