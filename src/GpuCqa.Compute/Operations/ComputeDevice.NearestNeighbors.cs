using GpuCqa.Compute.Exact;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public abstract partial class ComputeDevice
{
    /// <summary>The exact k nearest references of each query.</summary>
    /// <param name="queries">cells x dimensions, embedding, row-major, float32, finite.</param>
    /// <param name="references">cells x dimensions, embedding, row-major, float32, finite; the same object as the queries to search within one set.</param>
    /// <param name="k">Neighbours of each query; the query itself counts when it is among the references.</param>
    /// <param name="metric">Distance.</param>
    /// <exception cref="InvalidParameterException">There are fewer than k references, or k is below 1.</exception>
    /// <exception cref="ArgumentException">A coordinate is not finite, or the dimensions differ.</exception>
    /// <remarks>
    /// Distances are float64 sums over the float32 coordinates in one fixed order; neighbours are ordered by distance, ties by smaller index. All
    /// devices: the same neighbours and the same bits. O(queries x references x dimensions).
    /// </remarks>
    public virtual NeighborTable NearestNeighbors(DeviceMatrix<float> queries, DeviceMatrix<float> references, int k, DistanceMetric metric)
    {
        DenseMatrix<float> points = OnHost(queries), others = OnHost(references);
        CheckNeighbors(points, others, k);
        var table = new NeighborTable(points.Rows, k, new int[checked(points.Rows * k)], new double[(long)points.Rows * k]);
        double[] norms = metric == DistanceMetric.Cosine ? Norms(others) : [];
        for (int q = 0; q < points.Rows; q++) SearchAll(points, others, norms, metric, q, table);
        return table;
    }

    /// <summary>Merges tables of the same queries against disjoint sets of references.</summary>
    /// <param name="parts">One table per set; indices already count over all references.</param>
    /// <remarks>Ordered by distance, ties by smaller index, so the result does not depend on the order of the parts.</remarks>
    public virtual NeighborTable MergeNeighbors(IReadOnlyList<NeighborTable> parts)
    {
        if (parts.Count == 0) throw new ArgumentException("No part was given.", nameof(parts));
        (int queries, int k) = (parts[0].Queries, parts.Max(p => p.K));
        if (parts.Any(p => p.Queries != queries)) throw new ArgumentException("The parts differ in their number of queries.", nameof(parts));
        if (parts.Sum(p => p.K) < k) throw new ArgumentException("The parts hold too few neighbours.", nameof(parts));
        var merged = new NeighborTable(queries, k, new int[checked(queries * k)], new double[(long)queries * k]);
        ForEach(queries, q =>
        {
            var nearest = new NearestList(merged.Indices.AsSpan(q * k, k), merged.Distances.AsSpan(q * k, k));
            nearest.Clear();
            foreach (NeighborTable part in parts)
            {
                for (int i = 0; i < part.K; i++) nearest.Offer(part.IndicesOf(q)[i], part.DistancesOf(q)[i]);
            }
        });
        return merged;
    }

    internal static void CheckNeighbors(DenseMatrix<float> queries, DenseMatrix<float> references, int k)
    {
        if (k < 1) throw new InvalidParameterException($"{k} neighbours were asked for; expected at least 1.");
        if (k > references.Rows) throw new InvalidParameterException($"{k} neighbours were asked for among {references.Rows} cells; ask for at most {references.Rows}.");
        if (queries.Columns != references.Columns) throw new ArgumentException($"Queries have {queries.Columns} dimensions, references {references.Columns}.", nameof(queries));
        CheckFinite(queries);
        if (!ReferenceEquals(queries.Values, references.Values)) CheckFinite(references);
    }

    private protected static double[] Norms(DenseMatrix<float> points)
    {
        var norms = new double[points.Rows];
        for (int i = 0; i < norms.Length; i++) norms[i] = ExactDistance.Norm(points.Row(i));
        return norms;
    }

    private protected static void SearchAll(DenseMatrix<float> points, DenseMatrix<float> others, double[] norms, DistanceMetric metric, int query, NeighborTable table)
    {
        var nearest = new NearestList(table.Indices.AsSpan(query * table.K, table.K), table.Distances.AsSpan(query * table.K, table.K));
        nearest.Clear();
        ReadOnlySpan<float> point = points.Row(query);
        double norm = metric == DistanceMetric.Cosine ? ExactDistance.Norm(point) : 0;
        for (int j = 0; j < others.Rows; j++)
        {
            double distance = metric == DistanceMetric.Euclidean
                ? ExactDistance.EuclideanScalar(point, others.Row(j))
                : ExactDistance.Cosine(ExactDistance.Dot(point, others.Row(j)), norm, norms[j]);
            nearest.Offer(j, distance);
        }
    }

    private protected static void CheckFinite(DenseMatrix<float> points)
    {
        for (int i = 0; i < points.Values.Length; i++)
        {
            if (!float.IsFinite(points.Values[i]))
                throw new ArgumentException($"Coordinate {i % points.Columns} of cell {i / points.Columns} is {points.Values[i]}; expected a finite number.", nameof(points));
        }
    }
}
