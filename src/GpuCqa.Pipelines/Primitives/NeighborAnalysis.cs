using GpuCqa.Compute;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Pipelines.Primitives;

/// <summary>Exact nearest neighbours of every cell among the others.</summary>
public static class NeighborAnalysis
{
    /// <summary>Up to this number of cells all are searched at once, each pair scored once; more are searched in parts of a size that ends soon when cancelled.</summary>
    public const int WholeCells = 32_768;

    private const long PairsAtOnce = 1L << 32;

    /// <summary>Searches, part by part in the order of the cells.</summary>
    /// <param name="work">Where.</param>
    /// <param name="points">cells x dimensions, finite.</param>
    /// <param name="neighbors">Neighbours of each cell, itself not counted.</param>
    /// <param name="metric">Distance.</param>
    /// <param name="wholeCells">Up to this number of cells all are searched at once; the result does not depend on it.</param>
    /// <returns>First cell of each part, and the neighbours of its cells.</returns>
    /// <exception cref="PreconditionException">There are too few cells.</exception>
    public static IEnumerable<(int First, NeighborTable Table)> Search(Workplace work, DenseMatrix<float> points, int neighbors, DistanceMetric metric, int wholeCells = WholeCells)
    {
        if (neighbors >= points.Rows) throw new PreconditionException($"{neighbors} neighbours were asked for and there are {points.Rows} cells; ask for at most {points.Rows - 1}.");
        return Parts(work, points, neighbors, metric, wholeCells);
    }

    private static IEnumerable<(int First, NeighborTable Table)> Parts(Workplace work, DenseMatrix<float> points, int neighbors, DistanceMetric metric, int wholeCells)
    {
        int cells = points.Rows, part = cells <= wholeCells ? cells : (int)Math.Clamp(PairsAtOnce / cells, Math.Min(480, wholeCells), wholeCells);
        work.Progress.Begin("neighbours", cells);
        using DeviceMatrix<float> references = work.Device.Upload(points);
        for (int first = 0; first < cells; first += part)
        {
            work.Cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(part, cells - first);
            using DeviceMatrix<float>? queries = count == cells ? null : work.Device.Upload(new DenseMatrix<float>(count, points.Columns, points.Values.AsSpan(checked(first * points.Columns), count * points.Columns).ToArray()));
            yield return (first, Others(work.Device.NearestNeighbors(queries ?? references, references, neighbors + 1, metric), first));
            work.Progress.Report(first + count);
        }

        work.Progress.End();
    }

    // A cell is its own nearest, unless so many others lie in its place that it is not among those found; all of them are as near then.
    private static NeighborTable Others(NeighborTable found, int first)
    {
        int k = found.K - 1;
        var others = new NeighborTable(found.Queries, k, new int[checked(found.Queries * k)], new double[(long)found.Queries * k]);
        for (int q = 0; q < found.Queries; q++)
        {
            int at = q * k;
            for (int i = 0; i < found.K && at < (q + 1) * k; i++)
            {
                if (found.IndicesOf(q)[i] == first + q) continue;
                others.Indices[at] = found.IndicesOf(q)[i];
                others.Distances[at++] = found.DistancesOf(q)[i];
            }
        }

        return others;
    }
}
