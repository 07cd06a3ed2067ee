namespace GpuCqa.Compute.Gpu;

/// <summary>Adam's decayed means of a cell, 16 bytes that are loaded at once.</summary>
internal struct LayoutMeans
{
    /// <summary>Of the gradient.</summary>
    public float X, Y;

    /// <summary>Of its square.</summary>
    public float SquareX, SquareY;
}
