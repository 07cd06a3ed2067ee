using GpuCqa.Analysis.Alignment;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Anchors;

/// <summary>The cells of one side on the unit sphere, where anchors are found, in the memory of a device.</summary>
public sealed class AnchorSpace : IDisposable
{
    // Share of the cells from which on the neighbours of all are worth filtering.
    private const double LeastShare = 0.7;

    private readonly ComputeDevice device;
    private readonly Lock gate = new();
    private readonly AnchorSpace? whole;
    private readonly int[] rows;
    private NeighborTable? within;

    /// <summary>Scales each cell to length 1 and uploads the cells.</summary>
    /// <param name="device">Device to search on.</param>
    /// <param name="coordinates">cells x dimensions, float32, finite; a row of zeros stays.</param>
    public AnchorSpace(ComputeDevice device, DenseMatrix<float> coordinates) : this(device, coordinates, null, [])
    {
    }

    private AnchorSpace(ComputeDevice device, DenseMatrix<float> coordinates, AnchorSpace? whole, int[] rows)
    {
        (this.device, this.whole, this.rows) = (device, whole, rows);
        Unit = UnitRows.Of(device, coordinates);
        Points = device.Upload(Unit);
    }

    /// <summary>cells x dimensions, float32, unit rows.</summary>
    public DenseMatrix<float> Unit { get; }

    /// <summary>The same on the device.</summary>
    public DeviceMatrix<float> Points { get; }

    /// <summary>Number of cells.</summary>
    public int Count => Unit.Rows;

    /// <summary>Some of these cells, as many searched anew as needed: most of their neighbours are known where most cells are among them.</summary>
    /// <param name="coordinates">cells of the part x dimensions, float32.</param>
    /// <param name="kept">Index of each cell of the part here, ascending.</param>
    /// <returns>A space to be used while this one is.</returns>
    internal AnchorSpace Part(DenseMatrix<float> coordinates, int[] kept) => new(device, coordinates, kept.Length >= LeastShare * Count ? this : null, kept);

    /// <summary>The k or more nearest cells of each cell, itself among them; searched once and kept for every query.</summary>
    public NeighborTable Within(int k)
    {
        lock (gate)
        {
            if (within is null || within.K < k) within = whole is null ? device.NearestNeighbors(Points, Points, k, DistanceMetric.Euclidean) : Listed(whole, k);
            return within;
        }
    }

    private NeighborTable Listed(AnchorSpace all, int k)
    {
        // Lists of twice the length hold k cells of the part unless the neighbours of a cell are mostly left out.
        var listed = new ListedMembers(rows, all.Unit, all.Within(Math.Min(all.Count, 2 * k)));
        return listed.Nearest(rows, k, cells =>
        {
            using DeviceMatrix<float> missing = device.Upload(cells);
            return device.NearestNeighbors(missing, Points, k, DistanceMetric.Euclidean);
        });
    }

    /// <summary>The k nearest cells of another side of each cell here.</summary>
    public NeighborTable Among(AnchorSpace other, int k) => device.NearestNeighbors(Points, other.Points, k, DistanceMetric.Euclidean);

    /// <inheritdoc/>
    public void Dispose() => Points.Dispose();
}
