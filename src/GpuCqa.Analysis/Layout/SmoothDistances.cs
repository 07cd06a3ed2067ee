using GpuCqa.Analysis.Numerics;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Layout;

/// <summary>The local scale of each cell: the distance below which memberships are 1, and the width of their fall.</summary>
/// <param name="Nearest">rho: distance to the nearest cell at a distance above zero; 0 when there is none.</param>
/// <param name="Widths">sigma: width at which the memberships of the neighbours sum to log2(k).</param>
/// <remarks>
/// Convention of umap-learn (smooth_knn_dist): local connectivity 1, at most 64 bisections to 1e-5, widths at least 1e-3 of the mean
/// distance of the cell's neighbours (of all neighbours where rho is 0). O(cells k).
/// </remarks>
public sealed record SmoothDistances(double[] Nearest, double[] Widths)
{
    private const int Bisections = 64;
    private const double Tolerance = 1e-5;
    private const double SmallestShare = 1e-3;

    /// <summary>Computes the scales of every cell.</summary>
    /// <param name="device">Device whose threads are used.</param>
    /// <param name="neighbors">Neighbours of each cell, the cell itself among them.</param>
    public static SmoothDistances Compute(ComputeDevice device, NeighborTable neighbors)
    {
        int cells = neighbors.Queries;
        double[] nearest = new double[cells], widths = new double[cells];
        double meanOfAll = 0;
        foreach (double d in neighbors.Distances) meanOfAll += d;
        meanOfAll /= Math.Max(1, neighbors.Distances.Length);
        CellBlocks.Run(device, cells, (first, last) =>
        {
            for (int i = first; i < last; i++) (nearest[i], widths[i]) = OfCell(neighbors.DistancesOf(i), meanOfAll);
        });
        return new SmoothDistances(nearest, widths);
    }

    private static (double Nearest, double Width) OfCell(ReadOnlySpan<double> distances, double meanOfAll)
    {
        double nearest = 0, mean = 0;
        foreach (double d in distances)
        {
            mean += d;
            if (nearest == 0 && d > 0) nearest = d;
        }

        mean /= Math.Max(1, distances.Length);
        return (nearest, Math.Max(Width(distances, nearest), SmallestShare * (nearest > 0 ? mean : meanOfAll)));
    }

    /// <summary>The width at which the memberships exp(-(d - nearest) / width), all but the first neighbour's, sum to log2(k).</summary>
    /// <param name="distances">Distances, not decreasing.</param>
    /// <param name="nearest">Distance up to which a membership is 1.</param>
    internal static double Width(ReadOnlySpan<double> distances, double nearest)
    {
        double target = Math.Log2(distances.Length), low = 0, high = double.PositiveInfinity, width = 1;
        for (int n = 0; n < Bisections; n++)
        {
            double sum = 0;
            for (int j = 1; j < distances.Length; j++)
            {
                double beyond = distances[j] - nearest;
                sum += beyond > 0 ? Math.Exp(-beyond / width) : 1;
            }

            if (Math.Abs(sum - target) < Tolerance) break;
            if (sum > target)
            {
                high = width;
                width = (low + high) / 2;
            }
            else
            {
                low = width;
                width = double.IsPositiveInfinity(high) ? width * 2 : (low + high) / 2;
            }
        }

        return width;
    }
}
