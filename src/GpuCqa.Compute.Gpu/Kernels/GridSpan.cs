using ILGPU;

namespace GpuCqa.Compute.Gpu;

/// <summary>Threads of a whole launch, for loops that stride over the work.</summary>
internal static class GridSpan
{
    /// <summary>Threads along x.</summary>
    public static int X => Grid.DimX * Group.DimX;
}
