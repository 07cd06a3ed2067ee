namespace GpuCqa.Compute.Gpu.Neighbors;

/// <summary>Packed points in device memory.</summary>
/// <param name="Coordinates">blocks x coordinates x points of a block, float32; scaled and centred.</param>
/// <param name="Halves">Shrunk half squared norm of each place; infinite for padding.</param>
internal sealed record PackedBlocks(GpuBuffer<float> Coordinates, GpuBuffer<float> Halves) : IDisposable
{
    public void Dispose()
    {
        Coordinates.Dispose();
        Halves.Dispose();
    }
}
