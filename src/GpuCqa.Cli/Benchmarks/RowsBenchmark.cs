using GpuCqa.Compute;

namespace GpuCqa.Cli.Benchmarks;

/// <summary>Total, detected genes and marked total of every cell of resident counts.</summary>
internal sealed class RowsBenchmark : Benchmark
{
    public override string Name => "rows";

    public override Ceiling Ceiling => Ceiling.Copy;

    public override IEnumerable<double> Sample(ComputeDevice device)
    {
        using DeviceCsr<float> uploaded = device.Upload(SyntheticCells.Counts(513, 300, 40, 3));
        RowStatistics rows = device.RowStatistics(uploaded, [.. Enumerable.Range(0, 300).Select(g => g % 7 == 0)]);
        return [.. rows.Totals, .. rows.MarkedTotals, .. rows.NonZeros.Select(n => (double)n)];
    }

    public override Workload Prepare(ComputeDevice device, BenchmarkScale scale)
    {
        (DeviceCsr<float>[] blocks, _) = SyntheticCells.Resident(device, scale);
        bool[] marked = [.. Enumerable.Range(0, scale.Genes).Select(g => g % 1500 == 0)];
        double nonZeros = blocks.Sum(b => (double)b.NonZeros);
        return new Workload($"{scale.Cells:N0} cells, {nonZeros:N0} non-zeros", nonZeros * (4 + 4), "values and indices read once: 8 bytes a non-zero", () =>
        {
            foreach (DeviceCsr<float> block in blocks) device.RowStatistics(block, marked);
        }, blocks);
    }
}
