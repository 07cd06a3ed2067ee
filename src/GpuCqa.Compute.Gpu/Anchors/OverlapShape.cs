namespace GpuCqa.Compute.Gpu.Anchors;

/// <summary>Sizes of the overlap kernel.</summary>
internal struct OverlapShape
{
    /// <summary>Number of anchors.</summary>
    public int Anchors;

    /// <summary>Neighbours that count.</summary>
    public int K;

    /// <summary>Entries of a list within the reference.</summary>
    public int WithinReference;

    /// <summary>Entries of a reference cell's list in the query.</summary>
    public int ReferenceToQuery;

    /// <summary>Entries of a query cell's list in the reference.</summary>
    public int QueryToReference;

    /// <summary>Entries of a list within the query.</summary>
    public int WithinQuery;
}
