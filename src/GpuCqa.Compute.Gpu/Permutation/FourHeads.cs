namespace GpuCqa.Compute.Gpu;

/// <summary>Four numbers that are loaded at once, 16 bytes.</summary>
internal struct FourHeads
{
    public int A, B, C, D;
}
