using GpuCqa.Analysis.Mapping;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Anchors;

/// <summary>The anchor cells of one side in the memory of a device, ready to weigh cells block by block.</summary>
internal sealed class AnchorSide : IDisposable
{
    private readonly ComputeDevice device;
    private readonly DeviceMatrix<float> points;
    private readonly double[] scores;

    /// <summary>Uploads the anchor cells.</summary>
    /// <param name="device">Device to compute on.</param>
    /// <param name="members">The anchor cells and their anchors.</param>
    /// <param name="side">cells of this side x dimensions, float32.</param>
    /// <param name="anchors">The anchors.</param>
    public AnchorSide(ComputeDevice device, AnchorMembers members, DenseMatrix<float> side, Anchor[] anchors)
    {
        (this.device, Members) = (device, members);
        points = device.Upload(AnchorMembers.Rows(side, members.Cells));
        scores = Array.ConvertAll(anchors, a => a.Score);
    }

    /// <summary>The anchor cells.</summary>
    public AnchorMembers Members { get; }

    /// <summary>The k nearest anchor cells of each cell, ties by the order of the anchor cells.</summary>
    /// <param name="cells">cells x dimensions, float32, in the coordinates of this side.</param>
    /// <param name="k">Anchor cells; at most as many as there are.</param>
    public NeighborTable Nearest(DeviceMatrix<float> cells, int k) => device.NearestNeighbors(cells, points, k, DistanceMetric.Euclidean);

    /// <inheritdoc cref="Nearest(DeviceMatrix{float}, int)"/>
    public NeighborTable Nearest(DenseMatrix<float> cells, int k)
    {
        using DeviceMatrix<float> uploaded = device.Upload(cells);
        return Nearest(uploaded, k);
    }

    /// <summary>Weights of the anchors.</summary>
    /// <param name="nearest">Nearest anchor cells of each cell.</param>
    /// <param name="k">Anchors that speak for a cell; at most the listed anchor cells.</param>
    /// <param name="divisor">See <see cref="AnchorParameters.Divisor"/>.</param>
    public AnchorWeights Weigh(NeighborTable nearest, int k, double divisor) => device.AnchorWeights(nearest, Members.Groups, scores, k, divisor);

    /// <inheritdoc/>
    public void Dispose() => points.Dispose();
}
