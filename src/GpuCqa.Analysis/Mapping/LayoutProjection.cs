using GpuCqa.Analysis.Layout;
using GpuCqa.Analysis.Numerics;
using GpuCqa.Analysis.References;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Mapping;

/// <summary>Places new cells on the map of a reference: each at the weighted mean of its nearest reference cells, as uwot and umap-learn start their transform.</summary>
/// <remarks>
/// Weights are exp(-d / width) with the width at which those of all but the nearest sum to log2(k) (umap-learn's smooth distances with the local connectivity of its transform, 0), and at least a thousandth of the mean
/// distance. There is no optimization after it: that moves a cell when other cells are placed with it (seen in uwot), while here a cell's place is its own. Places are for looking at; nothing is tested on them.
/// </remarks>
public static class LayoutProjection
{
    private const double SmallestShare = 1e-3;

    /// <summary>Places cells.</summary>
    /// <param name="device">Device.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="embedding">cells x dimensions, in the (aligned) embedding of the reference, float32.</param>
    /// <returns>cells x 2, float32.</returns>
    public static DenseMatrix<float> Place(ComputeDevice device, ReferenceModel reference, DenseMatrix<float> embedding)
    {
        using DeviceMatrix<float> queries = device.Upload(embedding), references = device.Upload(reference.Embedding);
        NeighborTable neighbors = device.NearestNeighbors(queries, references, Math.Min(reference.Parameters.LayoutNeighbors, reference.Embedding.Rows), DistanceMetric.Euclidean);
        var places = new DenseMatrix<float>(embedding.Rows, 2);
        CellBlocks.Run(device, embedding.Rows, (first, last) =>
        {
            for (int i = first; i < last; i++) Place(neighbors.IndicesOf(i), neighbors.DistancesOf(i), reference.Cells.Layout, places.Row(i));
        });
        return places;
    }

    private static void Place(ReadOnlySpan<int> indices, ReadOnlySpan<double> distances, DenseMatrix<float> layout, Span<float> place)
    {
        double mean = 0, total = 0, x = 0, y = 0;
        foreach (double d in distances) mean += d / distances.Length;
        double width = Math.Max(SmoothDistances.Width(distances, 0), SmallestShare * mean);
        for (int i = 0; i < indices.Length; i++)
        {
            double weight = width > 0 ? Math.Exp(-(distances[i] - distances[0]) / width) : 1;
            total += weight;
            x += weight * layout[indices[i], 0];
            y += weight * layout[indices[i], 1];
        }

        (place[0], place[1]) = ((float)(x / total), (float)(y / total));
    }
}
