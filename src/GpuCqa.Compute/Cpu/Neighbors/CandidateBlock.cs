using GpuCqa.Compute.Exact;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Neighbors;

/// <summary>The candidates of a block of queries: every reference that can still be among the k nearest.</summary>
/// <remarks>
/// A candidate's exact score lies within its margin of the float32 score, so the k-th largest of (score - margin) bounds the k-th best exact score from below, and a
/// reference with score + margin under that bound can be left out for certain. When a list is full the bound is renewed; should too many candidates stay within
/// the margin (duplicate cells), their exact distances decide. The final neighbours are therefore those of float64 brute force, in any order of arrival.
/// </remarks>
internal sealed class CandidateBlock(int firstQuery, int queries, NeighborProblem problem, PackedPoints queryPoints, PackedPoints references, ScoreMargin margin)
{
    private readonly int capacity = CapacityFor(problem.K);
    private readonly int[] counts = new int[queries];
    private readonly int[] indices = new int[queries * CapacityFor(problem.K)];
    private readonly float[] scores = new float[queries * CapacityFor(problem.K)];
    private readonly double[] bounds = CreateBounds(queries);

    /// <summary>Places for candidates of one query; at least twice k, so that renewing the bound frees half of them.</summary>
    public static int CapacityFor(int k) => (2 * k) + 34;

    /// <summary>Score above which a candidate of a block of references must be kept.</summary>
    public double Threshold(int query, int referenceBlock) => bounds[query] - margin.Of(queryPoints.Norm(firstQuery + query), references.BlockNorm(referenceBlock));

    /// <summary>Adds a candidate; returns whether the query's bound was renewed.</summary>
    public bool Add(int query, int reference, float score)
    {
        int at = (query * capacity) + counts[query]++;
        indices[at] = reference;
        scores[at] = score;
        if (counts[query] < capacity) return false;
        Renew(query);
        return true;
    }

    /// <summary>Ranks the candidates of a query by exact distance into the table.</summary>
    public void Finish(int query, NeighborTable table)
    {
        if (counts[query] > problem.K) Prune(query);
        int row = firstQuery + query;
        var nearest = new NearestList(table.Indices.AsSpan(row * table.K, table.K), table.Distances.AsSpan(row * table.K, table.K));
        nearest.Clear();
        foreach (int reference in indices.AsSpan(query * capacity, counts[query])) nearest.Offer(reference, problem.Distance(row, reference));
    }

    private static double[] CreateBounds(int queries)
    {
        var bounds = new double[queries];
        Array.Fill(bounds, double.NegativeInfinity);
        return bounds;
    }

    private void Renew(int query)
    {
        Prune(query);
        if (counts[query] > capacity - problem.K) KeepExactNearest(query);
    }

    private void Prune(int query)
    {
        int from = query * capacity, count = counts[query];
        double norm = queryPoints.Norm(firstQuery + query);
        Span<double> lower = stackalloc double[count], margins = stackalloc double[count];
        for (int i = 0; i < count; i++)
        {
            margins[i] = margin.Of(norm, references.BlockNorm(indices[from + i] / references.BlockSize));
            lower[i] = scores[from + i] - margins[i];
        }

        bounds[query] = Math.Max(bounds[query], CandidateSelection.Largest(lower, problem.K - 1));
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            if (scores[from + i] + margins[i] < bounds[query]) continue;
            indices[from + kept] = indices[from + i];
            scores[from + kept++] = scores[from + i];
        }

        counts[query] = kept;
    }

    private void KeepExactNearest(int query)
    {
        int from = query * capacity, k = problem.K;
        Span<int> best = stackalloc int[k];
        Span<double> distances = stackalloc double[k];
        var nearest = new NearestList(best, distances);
        nearest.Clear();
        Span<int> candidates = indices.AsSpan(from, counts[query]);
        foreach (int reference in candidates) nearest.Offer(reference, problem.Distance(firstQuery + query, reference));
        int kept = 0;
        for (int i = 0; i < candidates.Length; i++)
        {
            if (!best.Contains(candidates[i])) continue;
            indices[from + kept] = candidates[i];
            scores[from + kept++] = scores[from + i];
        }

        counts[query] = kept;
    }
}
