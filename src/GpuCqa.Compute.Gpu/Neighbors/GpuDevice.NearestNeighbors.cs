using GpuCqa.Compute.Exact;
using GpuCqa.Compute.Gpu.Neighbors;
using GpuCqa.Compute.Neighbors;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Gpu;

public sealed partial class GpuDevice
{
    /// <summary>Float64 cosine distances of unit vectors err by no more than this.</summary>
    private const double CosineError = 1e-14;

    /// <summary>Queries that one host thread ranks at a time.</summary>
    private const int RankedQueries = 256;

    private NeighborLauncher? neighborKernels;

    /// <summary>Choices of the neighbour search that never change its result.</summary>
    internal NeighborSearchOptions NeighborOptions { get; set; } = new();

    /// <inheritdoc/>
    /// <remarks>
    /// The device scores all pairs in float32 and keeps, with a proved margin, the few references that can be among the nearest; the host ranks these by the float64 distances
    /// of the reference, O(queries x k x dimensions), so that the bits are the same. A query with more references as near as its k-th than there are places, as among many equal
    /// cells, is searched on the host and counted in <see cref="ComputeDevice.HostOperations"/>.
    /// </remarks>
    public override NeighborTable NearestNeighbors(DeviceMatrix<float> queries, DeviceMatrix<float> references, int k, DistanceMetric metric)
    {
        bool oneSet = ReferenceEquals(queries.Values, references.Values);
        DenseMatrix<float> points = Download(queries), others = oneSet ? points : Download(references);
        CheckNeighbors(points, others, k);
        bool cosine = metric == DistanceMetric.Cosine;
        double[]? norms = cosine ? Norms(others) : null, queryNorms = !cosine ? null : oneSet ? norms : Norms(points);
        var problem = new NeighborProblem(points, others, k, queryNorms, norms);
        var table = new NeighborTable(points.Rows, k, new int[checked(points.Rows * k)], new double[(long)points.Rows * k]);
        if (points.Rows == 0) return table;
        NearestSearch? search = points.Columns == 0 ? null : Run(() => new NearestSearch(this, neighborKernels ??= new NeighborLauncher(this), problem, cosine ? CosineError : 0, NeighborOptions));
        if (search is not { Fits: true } || GroupSize() < 64)
        {
            return OnHost(nameof(NearestNeighbors), cpu =>
            {
                DeviceMatrix<float> from = cpu.Upload(points);
                return cpu.NearestNeighbors(from, oneSet ? from : cpu.Upload(others), k, metric);
            });
        }

        foreach (CandidateLists lists in Run(() => search.Run(ViewOf(queries.Values), ViewOf(references.Values)))) Rank(problem, lists, table);
        return table;
    }

    private void Rank(NeighborProblem problem, CandidateLists lists, NeighborTable table)
    {
        bool Directed(int query) => problem.QueryNorms is null || problem.QueryNorms[query] != 0;
        if (lists.Queries.Where((query, i) => query >= 0 && lists.Starts[i] < 0 && Directed(query)).Any()) CountHostOperation("NearestNeighbors of crowded cells");
        ForEach((lists.Queries.Length + RankedQueries - 1) / RankedQueries, block =>
        {
            for (int i = block * RankedQueries; i < Math.Min(lists.Queries.Length, (block + 1) * RankedQueries); i++)
            {
                int query = lists.Queries[i];
                if (query < 0) continue;
                var nearest = new NearestList(table.Indices.AsSpan(query * table.K, table.K), table.Distances.AsSpan(query * table.K, table.K));
                nearest.Clear();

                // Without a direction all references are at distance 1, and the first k are the nearest.
                int offered = !Directed(query) ? table.K : lists.Starts[i] < 0 ? problem.References.Rows : lists.Counts[i];
                bool listed = Directed(query) && lists.Starts[i] >= 0;
                for (int n = 0; n < offered; n++)
                {
                    int reference = listed ? lists.References[lists.Starts[i] + n] : n;
                    nearest.Offer(reference, problem.Distance(query, reference));
                }
            }
        });
    }
}
