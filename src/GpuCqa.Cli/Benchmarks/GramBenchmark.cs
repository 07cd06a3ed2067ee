using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Cli.Benchmarks;

/// <summary>Gram matrix of selected genes over all cells, from sparse blocks, float64.</summary>
internal sealed class GramBenchmark : Benchmark
{
    public override string Name => "gram";

    public override Ceiling Ceiling => Ceiling.Gemm32;

    public override IEnumerable<double> Sample(ComputeDevice device)
    {
        using DeviceCsr<double> block = device.Upload(Widened(SyntheticCells.Counts(300, 70, 20, 3)));
        return device.Gram(block).Products.Values;
    }

    public override Workload Prepare(ComputeDevice device, BenchmarkScale scale)
    {
        int perCell = Math.Max(1, scale.VariableGenes / 20);
        CsrMatrix<double> block = Widened(SyntheticCells.Counts(scale.BlockCells, scale.VariableGenes, perCell, 1));
        int count = Math.Max(1, scale.Cells / scale.BlockCells);
        DeviceCsr<double> uploaded = device.Upload(block);
        double cells = (double)count * block.Rows, genes = scale.VariableGenes;
        return new Workload($"{cells:N0} cells x {genes:N0} genes, 5 % stored", cells * genes * (genes + 1), "one multiplication and one addition a cell and pair of genes, as a dense symmetric product", () =>
            device.GramSum(block.Columns, Enumerable.Repeat(uploaded, count)), [uploaded]);
    }

    private static CsrMatrix<double> Widened(CsrMatrix<float> counts) =>
        new(counts.Rows, counts.Columns, counts.RowOffsets, counts.ColumnIndices, [.. counts.Values.Select(x => Math.Log(1 + (double)x))]);
}
