namespace GpuCqa.Compute.Gpu;

/// <summary>Two coordinates, 8 bytes that are loaded at once.</summary>
internal struct LayoutPair
{
    public float X, Y;
}
