using GpuCqa.Compute.Exact;
using GpuCqa.Compute.Neighbors;
using GpuCqa.Core.Matrices;
using ILGPU;

namespace GpuCqa.Compute.Gpu.Neighbors;

/// <summary>The search of single queries in float64 on the device, O(queries x references x dimensions).</summary>
internal sealed class ExactSearch(GpuDevice device, NeighborLauncher kernels, NeighborProblem problem)
{
    /// <summary>Entries of the lists that are on the device at once.</summary>
    private const int Entries = 1 << 22;

    /// <summary>Threads that keep a multiprocessor busy.</summary>
    private const int ThreadsOfMultiprocessor = 2048;

    /// <summary>Searches queries into the table; within the device's turn.</summary>
    public void Run(int[] queries, ArrayView<float> points, ArrayView<float> references, NeighborTable table)
    {
        using GpuBuffer<double> queryNorms = device.Sent(problem.QueryNorms ?? [0.0]), referenceNorms = device.Sent(problem.ReferenceNorms ?? [0.0]);
        int batch = Math.Clamp(Entries / problem.K, 1, queries.Length), count = problem.References.Rows;
        long busy = (long)device.Accelerator.NumMultiprocessors * ThreadsOfMultiprocessor / batch;
        int slices = (int)Math.Clamp(Math.Min(busy, Entries / ((long)batch * problem.K)), 1, 1 + (count / (4 * problem.K)));
        for (int first = 0; first < queries.Length; first += batch)
        {
            int[] rows = queries[first..Math.Min(queries.Length, first + batch)];
            var shape = new ExactShape
            {
                Rows = rows.Length,
                References = count,
                Dimensions = problem.References.Columns,
                K = problem.K,
                Slices = slices,
                Cosine = problem.QueryNorms is null ? 0 : 1,
            };
            using GpuBuffer<int> own = device.Sent(rows), indices = device.Pool.Rent<int>(checked(shape.K * shape.Slices * shape.Rows));
            using GpuBuffer<double> distances = device.Pool.Rent<double>(indices.Length);
            kernels.SearchExactly(points, references, own.View, queryNorms.View, referenceNorms.View, distances.View, indices.View, shape);
            Merge(rows, device.Fetched(distances), device.Fetched(indices), shape, table);
        }
    }

    private static void Merge(int[] rows, double[] distances, int[] indices, ExactShape shape, NeighborTable table)
    {
        for (int row = 0; row < rows.Length; row++)
        {
            var nearest = new NearestList(table.Indices.AsSpan(rows[row] * table.K, table.K), table.Distances.AsSpan(rows[row] * table.K, table.K));
            nearest.Clear();
            for (int at = row; at < distances.Length; at += shape.Rows)
            {
                if (!double.IsPositiveInfinity(distances[at])) nearest.Offer(indices[at], distances[at]);
            }
        }
    }
}
