namespace GpuCqa.Compute.Gpu.Neighbors;

/// <summary>Where candidates lie, and how wide the bounds of their scores are.</summary>
/// <remarks>Place p of query q is element p * Stride + q: one thread a query then reads what its neighbouring threads read, in whole lines of memory.</remarks>
internal struct CandidateShape
{
    /// <summary>Neighbours wanted.</summary>
    public int K;

    /// <summary>Places for candidates of a query.</summary>
    public int Capacity;

    /// <summary>Queries with padding.</summary>
    public int Stride;

    /// <summary>Place of the first query among the packed points.</summary>
    public int FirstQuery;

    /// <summary>Distance of the two bounds of a score per unit of the (shrunk) half norms of both points.</summary>
    public float Relative;

    /// <summary>Distance of the two bounds of a score of points of no length.</summary>
    public float Absolute;
}
