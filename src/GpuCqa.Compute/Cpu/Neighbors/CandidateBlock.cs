using GpuCqa.Compute.Exact;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Neighbors;

/// <summary>The candidates of a block of queries: every reference that can still be among the k nearest.</summary>
/// <remarks>
/// A candidate's exact score lies between the two bounds kept for it, so the k-th largest lower bound is a floor under the k-th best exact score, and a reference
/// whose upper bound is under that floor can be left out for certain. When a list is full the floor is renewed; should too many candidates stay (duplicate
/// cells), their exact distances decide. The final neighbours are therefore those of float64 brute force, whatever the order of arrival.
/// </remarks>
internal sealed unsafe class CandidateBlock
{
    private readonly NeighborProblem problem;
    private readonly CandidateSelection selection;
    private readonly int firstQuery;
    private readonly int capacity;
    private readonly int[] counts;
    private readonly int[] indices;
    private readonly float[] lower;
    private readonly float[] upper;
    private readonly float[] floors;

    public CandidateBlock(int firstQuery, int queries, NeighborProblem problem, CandidateSelection selection)
    {
        (this.problem, this.selection, this.firstQuery) = (problem, selection, firstQuery);
        capacity = CapacityFor(problem.K);
        counts = new int[queries];
        indices = new int[queries * capacity];
        lower = new float[queries * capacity];
        upper = new float[queries * capacity];
        floors = new float[queries];
        Array.Fill(floors, float.NegativeInfinity);
    }

    /// <summary>Bytes that a query's candidates take.</summary>
    public static long BytesPerQuery(int k) => 12L * CapacityFor(k);

    /// <summary>The score below which no reference can be among the k nearest.</summary>
    public float Floor(int query) => floors[query];

    /// <summary>Adds a candidate whose exact score is within a margin of the given one; returns whether the query's floor was renewed.</summary>
    public bool Add(int query, int reference, float score, float margin)
    {
        int count = counts[query]++, at = (query * capacity) + count;
        indices[at] = reference;
        lower[at] = score - margin;
        upper[at] = score + margin;
        if (count + 1 < capacity) return false;
        Prune(query);
        if (counts[query] > capacity - problem.K) KeepExactNearest(query);
        return true;
    }

    /// <summary>Ranks the candidates of a query by exact distance into the table.</summary>
    public void Finish(int query, NeighborTable table)
    {
        if (counts[query] > problem.K) Prune(query);
        int row = firstQuery + query, from = query * capacity, count = counts[query];
        var nearest = new NearestList(table.Indices.AsSpan(row * table.K, table.K), table.Distances.AsSpan(row * table.K, table.K));
        nearest.Clear();
        int* order = stackalloc int[count];
        fixed (float* low = &lower[from])
        {
            // Offered nearly in order, most candidates go straight to their place.
            Pad(low, count);
            selection.Descending(low, count, order);
        }

        for (int i = 0; i < count; i++)
        {
            int reference = indices[from + order[i]];
            nearest.Offer(reference, problem.Distance(row, reference));
        }
    }

    /// <summary>Places for candidates of one query: at least twice k, so that renewing the floor frees half of them, in whole vectors.</summary>
    private static int CapacityFor(int k) => ((2 * k) + 16 + CandidateSelection.Padding - 1) / CandidateSelection.Padding * CandidateSelection.Padding;

    private static void Pad(float* values, int count)
    {
        for (int i = count; i % CandidateSelection.Padding != 0; i++) values[i] = float.NegativeInfinity;
    }

    private void Prune(int query)
    {
        int from = query * capacity, count = counts[query], kept = 0;
        fixed (float* low = &lower[from], high = &upper[from])
        fixed (int* index = &indices[from])
        {
            Pad(low, count);
            float floor = selection.Floor(low, count, problem.K, floors[query]);
            for (int i = 0; i < count; i++)
            {
                // Written always, counted when kept: no branch.
                (index[kept], low[kept], high[kept]) = (index[i], low[i], high[i]);
                kept += high[i] >= floor ? 1 : 0;
            }

            floors[query] = floor;
        }

        counts[query] = kept;
    }

    private void KeepExactNearest(int query)
    {
        int from = query * capacity, k = problem.K, kept = 0;
        Span<int> best = stackalloc int[k];
        Span<double> distances = stackalloc double[k];
        var nearest = new NearestList(best, distances);
        nearest.Clear();
        Span<int> candidates = indices.AsSpan(from, counts[query]);
        foreach (int reference in candidates) nearest.Offer(reference, problem.Distance(firstQuery + query, reference));
        for (int i = 0; i < candidates.Length; i++)
        {
            if (!best.Contains(candidates[i])) continue;
            (indices[from + kept], lower[from + kept], upper[from + kept]) = (indices[from + i], lower[from + i], upper[from + i]);
            kept++;
        }

        counts[query] = kept;
    }
}
