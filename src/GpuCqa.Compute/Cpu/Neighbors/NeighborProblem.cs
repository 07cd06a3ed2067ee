using GpuCqa.Compute.Exact;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Neighbors;

/// <summary>What is searched, in its original coordinates: the judge of the candidates.</summary>
/// <param name="Queries">queries x dimensions, float32.</param>
/// <param name="References">references x dimensions, float32.</param>
/// <param name="K">Neighbours wanted.</param>
/// <param name="QueryNorms">Norms for cosine; null for Euclidean.</param>
/// <param name="ReferenceNorms">Norms for cosine; null for Euclidean.</param>
/// <param name="Order">Where a set is searched within itself: the point at each place of the search; null = as they are.</param>
internal sealed record NeighborProblem(DenseMatrix<float> Queries, DenseMatrix<float> References, int K, double[]? QueryNorms, double[]? ReferenceNorms, int[]? Order = null)
{
    /// <summary>The query at a place of the search.</summary>
    public int Query(int place) => Order is null ? place : Order[place];

    /// <summary>The reference at a place of the search.</summary>
    public int Reference(int place) => Order is null ? place : Order[place];

    /// <summary>The float64 distance by which neighbours are ranked.</summary>
    public double Distance(int query, int reference) => QueryNorms is null || ReferenceNorms is null
        ? ExactDistance.Euclidean(Queries.Row(query), References.Row(reference))
        : ExactDistance.Cosine(ExactDistance.Dot(Queries.Row(query), References.Row(reference)), QueryNorms[query], ReferenceNorms[reference]);

    /// <summary>The distances of one query to some references.</summary>
    public void Distances(int query, ReadOnlySpan<int> references, Span<double> distances)
    {
        if (QueryNorms is null || ReferenceNorms is null)
        {
            ExactDistance.Euclidean(Queries.Row(query), References, references, distances);
            return;
        }

        for (int i = 0; i < references.Length; i++) distances[i] = Distance(query, references[i]);
    }
}
