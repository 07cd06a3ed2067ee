using GpuCqa.Compute.Exact;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Neighbors;

/// <summary>References in groups around centres, each group from its centre outwards.</summary>
/// <remarks>A few Lloyd steps on an even sample give the centres. They decide how much a search can leave out, never what it finds.</remarks>
internal sealed class ReferenceGroups
{
    private const int PointsPerGroup = 128, MostGroups = 1024, SamplesPerGroup = 32, Steps = 6;

    private ReferenceGroups(DenseMatrix<float> centers, int[] order, int[] starts, double[] distances) => (Centers, Order, Starts, Distances) = (centers, order, starts, distances);

    /// <summary>groups x leading dimensions, float32; close numbers stand for close places.</summary>
    public DenseMatrix<float> Centers { get; }

    /// <summary>References, group after group, each from its centre outwards.</summary>
    public int[] Order { get; }

    /// <summary>groups + 1 offsets into the order.</summary>
    public int[] Starts { get; }

    /// <summary>Distance of each reference of the order to the centre of its group, in the leading dimensions.</summary>
    public double[] Distances { get; }

    /// <summary>Makes the groups.</summary>
    /// <param name="device">Device whose threads are used.</param>
    /// <param name="all">references x dimensions.</param>
    /// <param name="leading">Leading dimensions in which references are grouped.</param>
    public static ReferenceGroups Of(ComputeDevice device, DenseMatrix<float> all, int leading)
    {
        DenseMatrix<float> references = all.FirstColumns(leading);
        int count = Math.Clamp(references.Rows / PointsPerGroup, 1, MostGroups), samples = Math.Min(references.Rows, count * SamplesPerGroup);
        DenseMatrix<float> sample = Even(references, samples), centers = Even(sample, count);
        for (int step = 0; step < Steps; step++) centers = Means(sample, Nearest(device, sample, centers).Indices, centers);
        centers = Tour(centers);
        NeighborTable own = Nearest(device, references, centers);
        int[] starts = new int[count + 1], order = [.. Enumerable.Range(0, references.Rows)];
        foreach (int g in own.Indices) starts[g + 1]++;
        for (int g = 0; g < count; g++) starts[g + 1] += starts[g];
        Array.Sort(order, (a, b) => (own.Indices[a], own.Distances[a], a).CompareTo((own.Indices[b], own.Distances[b], b)));
        return new ReferenceGroups(centers, order, starts, Array.ConvertAll(order, i => own.Distances[i]));
    }

    private static NeighborTable Nearest(ComputeDevice device, DenseMatrix<float> points, DenseMatrix<float> centers)
    {
        using DeviceMatrix<float> queries = device.Upload(points), references = device.Upload(centers);
        return device.NearestNeighbors(queries, references, 1, DistanceMetric.Euclidean);
    }

    private static DenseMatrix<float> Means(DenseMatrix<float> points, int[] groups, DenseMatrix<float> before)
    {
        var sums = new DenseMatrix<double>(before.Rows, before.Columns);
        int[] sizes = new int[before.Rows];
        for (int i = 0; i < points.Rows; i++)
        {
            Span<double> sum = sums.Row(groups[i]);
            ReadOnlySpan<float> row = points.Row(i);
            for (int d = 0; d < sum.Length; d++) sum[d] += row[d];
            sizes[groups[i]]++;
        }

        var means = new DenseMatrix<float>(before.Rows, before.Columns);
        for (int g = 0; g < means.Rows; g++)
        {
            for (int d = 0; d < means.Columns; d++) means[g, d] = sizes[g] > 0 ? (float)(sums[g, d] / sizes[g]) : before[g, d];
        }

        return means;
    }

    /// <summary>The centres in an order in which each is followed by the nearest one left: numbers that are close stand for places that are.</summary>
    private static DenseMatrix<float> Tour(DenseMatrix<float> centers)
    {
        var tour = new DenseMatrix<float>(centers.Rows, centers.Columns);
        var left = Enumerable.Range(1, centers.Rows - 1).ToList();
        int at = 0;
        for (int i = 0; i < centers.Rows; i++)
        {
            centers.Row(at).CopyTo(tour.Row(i));
            int next = -1;
            double nearest = double.PositiveInfinity;
            for (int j = 0; j < left.Count; j++)
            {
                double distance = ExactDistance.Euclidean(centers.Row(at), centers.Row(left[j]));
                if (distance < nearest) (next, nearest) = (j, distance);
            }

            if (next < 0) break;
            at = left[next];
            left.RemoveAt(next);
        }

        return tour;
    }

    private static DenseMatrix<float> Even(DenseMatrix<float> points, int count)
    {
        var rows = new DenseMatrix<float>(count, points.Columns);
        for (int i = 0; i < count; i++) points.Row((int)((long)points.Rows * i / count)).CopyTo(rows.Row(i));
        return rows;
    }
}
