using GpuCqa.Analysis.Alignment;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Anchors;

/// <summary>The cells of one side on the unit sphere, where anchors are found, in the memory of a device.</summary>
public sealed class AnchorSpace : IDisposable
{
    private readonly ComputeDevice device;
    private readonly Lock gate = new();
    private NeighborTable? within;

    /// <summary>Scales each cell to length 1 and uploads the cells.</summary>
    /// <param name="device">Device to search on.</param>
    /// <param name="coordinates">cells x dimensions, float32, finite; a row of zeros stays.</param>
    public AnchorSpace(ComputeDevice device, DenseMatrix<float> coordinates)
    {
        this.device = device;
        Unit = UnitRows.Of(device, coordinates);
        Points = device.Upload(Unit);
    }

    /// <summary>cells x dimensions, float32, unit rows.</summary>
    public DenseMatrix<float> Unit { get; }

    /// <summary>The same on the device.</summary>
    public DeviceMatrix<float> Points { get; }

    /// <summary>Number of cells.</summary>
    public int Count => Unit.Rows;

    /// <summary>The k or more nearest cells of each cell, itself among them; searched once and kept for every query.</summary>
    public NeighborTable Within(int k)
    {
        lock (gate)
        {
            if (within is null || within.K < k) within = device.NearestNeighbors(Points, Points, k, DistanceMetric.Euclidean);
            return within;
        }
    }

    /// <summary>The k nearest cells of another side of each cell here.</summary>
    public NeighborTable Among(AnchorSpace other, int k) => device.NearestNeighbors(Points, other.Points, k, DistanceMetric.Euclidean);

    /// <inheritdoc/>
    public void Dispose() => Points.Dispose();
}
