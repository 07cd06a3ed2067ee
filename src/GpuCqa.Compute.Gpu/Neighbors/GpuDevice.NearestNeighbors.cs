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

    /// <summary>Queries so far that had more references as near as the k-th than places for them.</summary>
    internal long CrowdedQueries { get; private set; }

    /// <summary>Choices of the neighbour search that never change its result.</summary>
    internal NeighborSearchOptions NeighborOptions { get; set; } = new();

    /// <inheritdoc/>
    /// <remarks>
    /// The device scores all pairs in float32 and keeps, with a proved margin, the few references that can be among the nearest; the host ranks these by the float64 distances
    /// of the reference, O(queries x k x dimensions), so that the bits are the same. A query with more references as near as its k-th than there are places, as among many equal
    /// cells, is searched on the device in float64.
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
        NeighborLauncher kernels = Run(() => neighborKernels ??= new NeighborLauncher(this));
        NearestSearch? search = points.Columns == 0 ? null : Run(() => new NearestSearch(this, kernels, problem, cosine ? CosineError : 0, NeighborOptions));
        if (search is not { Fits: true } || GroupSize() < 64)
        {
            return OnHost(nameof(NearestNeighbors), cpu =>
            {
                DeviceMatrix<float> from = cpu.Upload(points);
                return cpu.NearestNeighbors(from, oneSet ? from : cpu.Upload(others), k, metric);
            });
        }

        IReadOnlyList<CandidateLists> found = Run(() => search.Run(ViewOf(queries.Values), ViewOf(references.Values)));
        int[] crowded = [.. found.SelectMany(l => l.Queries.Where((query, i) => query >= 0 && l.Starts[i] < 0 && Directed(problem, query)))];
        if (crowded.Length > 0)
        {
            Run(() =>
            {
                CrowdedQueries += crowded.Length;
                new ExactSearch(this, kernels, problem).Run(crowded, ViewOf(queries.Values), ViewOf(references.Values), table);
                return true;
            });
        }

        foreach (CandidateLists lists in found) Rank(problem, lists, table);
        return table;
    }

    /// <summary>Whether a query has a direction; without one all references are at cosine distance 1.</summary>
    private static bool Directed(NeighborProblem problem, int query) => problem.QueryNorms is null || problem.QueryNorms[query] != 0;

    /// <summary>Ranks the listed references of each query by exact distance.</summary>
    private void Rank(NeighborProblem problem, CandidateLists lists, NeighborTable table) =>
        ForEach((lists.Queries.Length + RankedQueries - 1) / RankedQueries, block =>
        {
            for (int i = block * RankedQueries; i < Math.Min(lists.Queries.Length, (block + 1) * RankedQueries); i++)
            {
                int query = lists.Queries[i];
                if (query < 0 || (lists.Starts[i] < 0 && Directed(problem, query))) continue;
                var nearest = new NearestList(table.Indices.AsSpan(query * table.K, table.K), table.Distances.AsSpan(query * table.K, table.K));
                nearest.Clear();
                if (!Directed(problem, query))
                {
                    for (int reference = 0; reference < table.K; reference++) nearest.Offer(reference, 1);
                    continue;
                }

                foreach (int reference in lists.References.AsSpan(lists.Starts[i], lists.Counts[i])) nearest.Offer(reference, problem.Distance(query, reference));
            }
        });
}
