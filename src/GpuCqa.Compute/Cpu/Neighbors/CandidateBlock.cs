using System.Numerics;
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
    private readonly int capacity, stride;
    private readonly int[] counts;
    private readonly int* indices;
    private readonly float* lower, upper;
    private readonly float[] floors;

    private int firstQuery;

    /// <summary>Lists for some queries, empty.</summary>
    /// <param name="firstQuery">The first of them.</param>
    /// <param name="queries">How many there are.</param>
    /// <param name="problem">What is searched.</param>
    /// <param name="selection">Selects among candidates.</param>
    /// <param name="memory"><see cref="BytesPerQuery"/> bytes a query; the caller's.</param>
    public CandidateBlock(int firstQuery, int queries, NeighborProblem problem, CandidateSelection selection, byte* memory)
    {
        (this.problem, this.selection) = (problem, selection);
        capacity = CapacityFor(problem.K);
        stride = capacity + CandidateSelection.Padding;
        counts = new int[queries];
        indices = (int*)memory;
        lower = (float*)(indices + ((long)queries * stride));
        upper = lower + ((long)queries * stride);
        floors = new float[queries];
        Restart(firstQuery);
    }

    /// <summary>Bytes that a query's candidates take.</summary>
    public static long BytesPerQuery(int k) => 12L * (CapacityFor(k) + CandidateSelection.Padding);

    /// <summary>Empties the lists for other queries, as many or fewer.</summary>
    public void Restart(int first)
    {
        firstQuery = first;
        Array.Clear(counts);
        Array.Fill(floors, float.NegativeInfinity);
    }

    /// <summary>The score below which no reference can be among the k nearest.</summary>
    public float Floor(int query) => floors[query];

    /// <summary>Adds a candidate whose exact score is within a margin of the given one; returns whether the query's floor was renewed.</summary>
    public bool Add(int query, int reference, float score, float margin)
    {
        int count = counts[query]++, at = (query * stride) + count;
        indices[at] = reference;
        lower[at] = score - margin;
        upper[at] = score + margin;
        if (count + 1 < capacity) return false;
        Prune(query);
        if (counts[query] > capacity - problem.K) KeepExactNearest(query);
        return true;
    }

    /// <summary>Adds those of a register of scores that are above a threshold; returns whether the query's floor was renewed.</summary>
    /// <typeparam name="TTile">Score tile of the register's width.</typeparam>
    /// <param name="query">The query.</param>
    /// <param name="firstReference">Reference of the register's first score.</param>
    /// <param name="scores">The register.</param>
    /// <param name="mask">Bits of the scores that are above.</param>
    /// <param name="threshold">The threshold.</param>
    /// <param name="margin">How far a score may be from the exact one.</param>
    public bool AddAbove<TTile>(int query, int firstReference, float* scores, uint mask, float threshold, float margin) where TTile : struct, IScoreTile
    {
        int many = BitOperations.PopCount(mask), count = counts[query], at = (query * stride) + count;
        if (count + many < capacity)
        {
            TTile.Append(scores, mask, threshold, firstReference, margin, lower + at, upper + at, indices + at);
            counts[query] = count + many;
            return false;
        }

        bool renewed = false;
        for (; mask != 0; mask &= mask - 1)
        {
            int c = BitOperations.TrailingZeroCount(mask);
            renewed |= Add(query, firstReference + c, scores[c], margin);
        }

        return renewed;
    }

    /// <summary>Ranks the candidates of a query by exact distance into the table.</summary>
    public void Finish(int query, NeighborTable table)
    {
        if (counts[query] > problem.K) Prune(query);
        int row = problem.Query(firstQuery + query), from = query * stride, count = counts[query];
        var nearest = new NearestList(table.Indices.AsSpan(row * table.K, table.K), table.Distances.AsSpan(row * table.K, table.K));
        nearest.Clear();
        int* order = stackalloc int[count];
        // Offered nearly in order, most candidates go straight to their place.
        Pad(lower + from, count);
        selection.Descending(lower + from, count, order);
        Span<int> found = stackalloc int[count];
        for (int i = 0; i < count; i++) found[i] = problem.Reference(indices[from + i]);
        Span<double> distances = stackalloc double[count];
        problem.Distances(row, found, distances);
        for (int i = 0; i < count; i++) nearest.Offer(found[order[i]], distances[order[i]]);
    }

    /// <summary>Places for candidates of one query: at least twice k, so that renewing the floor frees half of them, in whole vectors.</summary>
    private static int CapacityFor(int k) => ((2 * k) + 16 + CandidateSelection.Padding - 1) / CandidateSelection.Padding * CandidateSelection.Padding;

    private static void Pad(float* values, int count)
    {
        for (int i = count; i % CandidateSelection.Padding != 0; i++) values[i] = float.NegativeInfinity;
    }

    private void Prune(int query)
    {
        int from = query * stride, count = counts[query];
        Pad(lower + from, count);
        float floor = selection.Floor(lower + from, count, problem.K, floors[query]);
        counts[query] = selection.Reaching(lower + from, upper + from, indices + from, count, floor);
        floors[query] = floor;
    }

    private void KeepExactNearest(int query)
    {
        int from = query * stride, k = problem.K, kept = 0;
        Span<int> best = stackalloc int[k];
        Span<double> distances = stackalloc double[k];
        var nearest = new NearestList(best, distances);
        nearest.Clear();
        int row = problem.Query(firstQuery + query), count = counts[query];
        for (int i = 0; i < count; i++)
        {
            int reference = problem.Reference(indices[from + i]);
            nearest.Offer(reference, problem.Distance(row, reference));
        }

        for (int i = 0; i < count; i++)
        {
            if (!best.Contains(problem.Reference(indices[from + i]))) continue;
            (indices[from + kept], lower[from + kept], upper[from + kept]) = (indices[from + i], lower[from + i], upper[from + i]);
            kept++;
        }

        counts[query] = kept;
    }
}
