using GpuCqa.Analysis.References;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;
using GpuCqa.Core.Parameters;

namespace GpuCqa.Analysis.Mapping;

/// <summary>Maps a lot by Symphony: corrected into the aligned embedding by the compressed reference, labelled by the exact nearest reference cells there.</summary>
/// <remarks>
/// The correction (<see cref="SymphonyCorrection"/>) uses all cells of the lot: the lot is the unit, and what else is mapped has no part in it. Where the lots of the reference were not aligned nothing is corrected, and the
/// lot's projection is its place. The <see cref="MapParameters.KVote"/> nearest reference cells vote, nearer ones with more weight (<see cref="NeighborVotes"/>). Distances are the mean Euclidean distance to them in the embedding.
/// </remarks>
public static class SymphonyTransfer
{
    /// <summary>Maps a lot.</summary>
    /// <param name="device">Device.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="prepared">The same, whole or with a train lot left out.</param>
    /// <param name="query">The lot.</param>
    /// <param name="parameters">Parameters of the mapping.</param>
    /// <param name="cancellation">Stops between steps.</param>
    public static LabelTransfer Run(ComputeDevice device, ReferenceModel reference, SymphonyReference prepared, QueryLot query, MapParameters parameters, CancellationToken cancellation = default) =>
        Run(device, reference, prepared, query.Projection, parameters, cancellation);

    /// <summary>Maps the cells of a lot that were projected before.</summary>
    /// <param name="device">Device.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="prepared">The same, whole or with a train lot left out.</param>
    /// <param name="projection">cells of the lot x components, before alignment, float32.</param>
    /// <param name="parameters">Parameters of the mapping.</param>
    /// <param name="cancellation">Stops between steps.</param>
    public static LabelTransfer Run(ComputeDevice device, ReferenceModel reference, SymphonyReference prepared, DenseMatrix<float> projection, MapParameters parameters, CancellationToken cancellation = default)
    {
        DenseMatrix<float> embedding = prepared.Soft is { } soft ? SymphonyCorrection.Apply(device, projection, soft) : projection.FirstColumns(reference.Dimensions);
        return Vote(device, reference, prepared, embedding, parameters.KVote, cancellation);
    }

    /// <summary>Labels cells that lie in the aligned embedding, by the nearest reference cells.</summary>
    /// <param name="device">Device.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="prepared">The same, whole or with a train lot left out.</param>
    /// <param name="embedding">cells x dimensions, float32.</param>
    /// <param name="votes">Nearest reference cells that vote.</param>
    /// <param name="cancellation">Stops between steps.</param>
    internal static LabelTransfer Vote(ComputeDevice device, ReferenceModel reference, SymphonyReference prepared, DenseMatrix<float> embedding, int votes, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using DeviceMatrix<float> points = device.Upload(embedding);
        NeighborTable neighbors = device.NearestNeighbors(points, prepared.Points, Math.Min(votes, prepared.Points.Rows), DistanceMetric.Euclidean);
        cancellation.ThrowIfCancellationRequested();
        return NeighborVotes.Transfer(device, neighbors, prepared.Labels, reference, embedding);
    }
}
