using System.Runtime.InteropServices;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Bench;

/// <summary>Exact nearest neighbours within a set of points drawn around cluster centres.</summary>
internal static class KnnCommand
{
    public static void Run(Options options)
    {
        int cells = options.Number("cells", 50_000), dims = options.Number("dims", 50), k = options.Number("k", 15);
        DenseMatrix<float> points = options.Text("read") is { } file ? Read(file, cells, dims) : Points(cells, dims, options.Number("clusters", 20), (ulong)options.Number("seed", 1));
        if (options.Text("write-points") is { } to) File.WriteAllBytes(to, MemoryMarshal.AsBytes(points.Values.AsSpan()));
        using var device = new CpuDevice(options.Text("threads") is null ? null : options.Number("threads", 1), (VectorWidth)options.Number("width", 0));
        DeviceMatrix<float> uploaded = device.Upload(points);
        NeighborTable table = Timing.Repeat($"knn {cells} x {dims}, k {k}, {device.Info.Description}", options.Number("repeat", 3), () => device.NearestNeighbors(uploaded, uploaded, k, DistanceMetric.Euclidean));
        if (options.Text("write") is { } result) File.WriteAllBytes(result, MemoryMarshal.AsBytes(table.Indices.AsSpan()));
    }

    private static DenseMatrix<float> Read(string file, int cells, int dims) =>
        new(cells, dims, MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(file)).ToArray());

    /// <summary>Like an embedding of principal components: the spread of a coordinate falls with its number, clusters differ mostly in the first.</summary>
    internal static DenseMatrix<float> Points(int cells, int dims, int clusters, ulong seed)
    {
        var random = new Philox(seed, RandomPurpose.Test);
        var centers = new DenseMatrix<double>(clusters, dims);
        for (int i = 0; i < centers.Values.Length; i++) centers.Values[i] = random.NextNormal() * 6 / Math.Sqrt(1 + (i % dims));
        var points = new DenseMatrix<float>(cells, dims);
        for (int c = 0; c < cells; c++)
        {
            int cluster = random.NextInt32(clusters);
            for (int d = 0; d < dims; d++) points[c, d] = (float)(centers[cluster, d] + (random.NextNormal() * (0.7 + (2 / Math.Sqrt(1 + d)))));
        }

        return points;
    }
}
