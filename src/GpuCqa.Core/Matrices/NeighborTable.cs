namespace GpuCqa.Core.Matrices;

/// <summary>The k nearest neighbours of each query, nearest first, ties by smaller index.</summary>
/// <param name="Queries">Number of queries.</param>
/// <param name="K">Neighbours of each query.</param>
/// <param name="Indices">queries x k, row-major: index of the neighbour among the references.</param>
/// <param name="Distances">queries x k, row-major: Euclidean (or cosine) distance, float64.</param>
public sealed record NeighborTable(int Queries, int K, int[] Indices, double[] Distances)
{
    /// <summary>Neighbours of one query.</summary>
    public ReadOnlySpan<int> IndicesOf(int query) => Indices.AsSpan(checked(query * K), K);

    /// <summary>Distances of one query, not decreasing.</summary>
    public ReadOnlySpan<double> DistancesOf(int query) => Distances.AsSpan(checked(query * K), K);

    /// <summary>The table of the first <paramref name="k"/> neighbours, or this one when it holds no more.</summary>
    public NeighborTable Nearest(int k)
    {
        if (k >= K) return this;
        int[] indices = new int[checked(Queries * k)];
        double[] distances = new double[indices.Length];
        for (int q = 0; q < Queries; q++)
        {
            IndicesOf(q)[..k].CopyTo(indices.AsSpan(q * k));
            DistancesOf(q)[..k].CopyTo(distances.AsSpan(q * k));
        }

        return new NeighborTable(Queries, k, indices, distances);
    }

    /// <summary>Who the first <paramref name="k"/> neighbours are, without distances, a third of the bytes; all that there are when the table holds no more.</summary>
    public NeighborTable NearestIndices(int k)
    {
        if (k >= K) return this with { Distances = [] };
        int[] indices = new int[checked(Queries * k)];
        for (int q = 0; q < Queries; q++) IndicesOf(q)[..k].CopyTo(indices.AsSpan(q * k));
        return new NeighborTable(Queries, k, indices, []);
    }
}
