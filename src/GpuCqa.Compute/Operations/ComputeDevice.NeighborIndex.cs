using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public abstract partial class ComputeDevice
{
    /// <summary>Prepares references for many searches of few queries each.</summary>
    /// <param name="references">cells x dimensions, row-major, float32, finite; must not be changed while the index lives.</param>
    /// <returns>An index that the caller disposes before the device.</returns>
    /// <exception cref="ArgumentException">A coordinate is not finite.</exception>
    /// <remarks>The results are those of <see cref="NearestNeighbors"/> to the bit. Here every search meets every reference; a device may leave out what provably cannot be near.</remarks>
    public virtual NeighborIndex IndexNeighbors(DenseMatrix<float> references)
    {
        CheckFinite(references);
        return new NeighborIndex(this, references);
    }
}
