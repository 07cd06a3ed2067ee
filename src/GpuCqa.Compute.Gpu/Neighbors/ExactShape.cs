namespace GpuCqa.Compute.Gpu.Neighbors;

/// <summary>What one launch of the float64 search works on.</summary>
internal struct ExactShape
{
    /// <summary>Queries.</summary>
    public int Rows;

    /// <summary>References.</summary>
    public int References;

    /// <summary>Coordinates of a point.</summary>
    public int Dimensions;

    /// <summary>Neighbours wanted.</summary>
    public int K;

    /// <summary>Parts of the references, each searched by a thread of its own.</summary>
    public int Slices;

    /// <summary>1 = cosine distance.</summary>
    public int Cosine;

    /// <summary>Zero, which the compiler cannot know.</summary>
    public ulong Nothing;
}
