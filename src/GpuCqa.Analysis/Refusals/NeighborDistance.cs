using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Refusals;

/// <summary>How far cells are from the nearest cells of a reference in its embedding.</summary>
public static class NeighborDistance
{
    /// <summary>Neighbours that the mean is over: one stray reference cell makes nothing near.</summary>
    public const int Neighbors = 10;

    /// <summary>Mean Euclidean distance to the nearest reference cells.</summary>
    /// <param name="neighbors">Exact neighbours of each query among the reference's cells, nearest first; the first ten, or all, count.</param>
    public static double[] Of(NeighborTable neighbors)
    {
        int k = Math.Min(Neighbors, neighbors.K);
        var result = new double[neighbors.Queries];
        for (int q = 0; q < result.Length; q++)
        {
            double sum = 0;
            foreach (double d in neighbors.DistancesOf(q)[..k]) sum += d;
            result[q] = sum / k;
        }

        return result;
    }

    /// <summary>Searches the neighbours and takes the mean.</summary>
    /// <param name="device">Device.</param>
    /// <param name="queries">cells x dimensions, float32.</param>
    /// <param name="references">cells x dimensions, float32.</param>
    public static double[] Of(ComputeDevice device, DenseMatrix<float> queries, DenseMatrix<float> references)
    {
        using DeviceMatrix<float> q = device.Upload(queries), r = device.Upload(references);
        return Of(device.NearestNeighbors(q, r, Math.Min(Neighbors, references.Rows), DistanceMetric.Euclidean));
    }
}
