using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Cli.Benchmarks;

/// <summary>Wilcoxon's rank sums of every gene for four partitions of the cells.</summary>
internal sealed class RankSumsBenchmark : Benchmark
{
    private static readonly int[] Groups = [6, 9, 11, 13];

    public override string Name => "ranksums";

    public override Ceiling Ceiling => Ceiling.None;

    public override double Tolerance => 0;

    public override IEnumerable<double> Sample(ComputeDevice device)
    {
        (CsrMatrix<double> genes, int[][] labels) = Problem(25, 200);
        RankSums sums = device.RankSums(genes, labels, Groups);
        return [.. sums.TieSums, .. sums.Partitions.SelectMany(p => p.DoubledRankSums.Select(x => (double)x))];
    }

    public override Workload Prepare(ComputeDevice device, BenchmarkScale scale)
    {
        (int genes, int cells) = scale.Ranks;
        (CsrMatrix<double> matrix, int[][] labels) = Problem(genes, cells);
        return new Workload($"{genes:N0} genes x {cells:N0} cells, {matrix.NonZeros:N0} non-zeros, 4 partitions, from host memory", matrix.NonZeros, "non-zero", () => device.RankSums(matrix, labels, Groups), []);
    }

    private static (CsrMatrix<double> Genes, int[][] Labels) Problem(int genes, int cells)
    {
        CsrMatrix<float> counts = SyntheticCells.Counts(genes, cells, Math.Max(1, cells / 20), 5);
        var matrix = new CsrMatrix<double>(genes, cells, counts.RowOffsets, counts.ColumnIndices, [.. counts.Values.Select((x, i) => Math.Log(1 + (x * 10_000.0 / (2_000 + (i % 500)))))]);
        var random = new Philox(6, RandomPurpose.Test);
        return (matrix, [.. Groups.Select(g => Enumerable.Range(0, cells).Select(_ => random.NextInt32(g)).ToArray())]);
    }
}
