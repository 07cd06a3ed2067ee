using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

/// <summary>A set of references prepared for many small searches; made by <see cref="ComputeDevice.IndexNeighbors"/>.</summary>
/// <remarks>Searches may run at the same time. Neighbours and distances are those of <see cref="ComputeDevice.NearestNeighbors"/>, bit for bit.</remarks>
public class NeighborIndex : IDisposable
{
    private readonly ComputeDevice device;
    private readonly DeviceMatrix<float> references;

    /// <summary>An index that only keeps the references on the device.</summary>
    internal NeighborIndex(ComputeDevice device, DenseMatrix<float> references)
    {
        this.device = device;
        this.references = device.Upload(references);
        Count = references.Rows;
        Dimensions = references.Columns;
    }

    /// <summary>Number of references.</summary>
    public int Count { get; }

    /// <summary>Dimensions.</summary>
    public int Dimensions { get; }

    /// <summary>The exact k nearest references of each query by Euclidean distance, ties by smaller index.</summary>
    /// <param name="queries">cells x dimensions, row-major, float32, finite.</param>
    /// <param name="k">Neighbours of each query.</param>
    /// <exception cref="InvalidParameterException">There are fewer than k references, or k is below 1.</exception>
    /// <exception cref="ArgumentException">A coordinate is not finite, or the dimensions differ.</exception>
    public virtual NeighborTable Search(DenseMatrix<float> queries, int k)
    {
        using DeviceMatrix<float> points = device.Upload(queries);
        return device.NearestNeighbors(points, references, k, DistanceMetric.Euclidean);
    }

    /// <summary>Frees what the index holds.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what a derived index holds.</summary>
    protected virtual void Dispose(bool disposing) => references.Dispose();
}
