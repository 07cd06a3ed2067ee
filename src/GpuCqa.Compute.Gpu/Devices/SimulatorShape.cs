namespace GpuCqa.Compute.Gpu;

/// <summary>The shape of the simulated GPU.</summary>
/// <param name="WarpSize">Lanes of a warp; a power of two.</param>
/// <param name="Warps">Warps of the largest group; a power of two.</param>
public readonly record struct SimulatorShape(int WarpSize, int Warps)
{
    /// <summary>Groups of 64 lanes in warps of 4: the least with which every kernel runs, so the fastest that checks all of them.</summary>
    public static SimulatorShape Small { get; } = new(4, 16);

    /// <summary>Groups of 256 lanes in warps of 32, as NVIDIA's.</summary>
    public static SimulatorShape Large { get; } = new(32, 8);
}
