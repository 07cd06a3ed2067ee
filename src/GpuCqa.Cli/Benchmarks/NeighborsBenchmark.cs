using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Cli.Benchmarks;

/// <summary>Exact nearest neighbours within one set of cells.</summary>
internal sealed class NeighborsBenchmark : Benchmark
{
    private const int Dimensions = 50;
    private const int K = 15;

    public override string Name => "knn";

    public override Ceiling Ceiling => Ceiling.Gemm32;

    public override double Tolerance => 0;

    public override IEnumerable<double> Sample(ComputeDevice device)
    {
        using DeviceMatrix<float> points = device.Upload(SyntheticCells.Embedding(700, Dimensions, 3));
        NeighborTable table = device.NearestNeighbors(points, points, K, DistanceMetric.Euclidean);
        return [.. table.Indices.Select(i => (double)i), .. table.Distances];
    }

    public override Workload Prepare(ComputeDevice device, BenchmarkScale scale)
    {
        DeviceMatrix<float> points = device.Upload(SyntheticCells.Embedding(scale.Cells, Dimensions, 1));
        double cells = scale.Cells;
        return new Workload($"{cells:N0} x {cells:N0} x {Dimensions}, k {K}", 2 * cells * cells * Dimensions, "one multiplication and one addition a pair of cells and coordinate, both halves of the symmetric table", () =>
            device.NearestNeighbors(points, points, K, DistanceMetric.Euclidean), [points]);
    }
}
