using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Neighbors;

/// <summary>Centre that is subtracted from points and power of two by which they are then multiplied.</summary>
/// <param name="Center">One value per dimension.</param>
/// <param name="Scale">Brings the largest coordinate near 1, so that no square leaves the range of float32.</param>
internal sealed record PointFrame(double[] Center, double Scale)
{
    /// <summary>Points of a part that one thread sums; parts are merged in order.</summary>
    private const int PartPoints = 2048;

    /// <summary>The frame around the mean of the references.</summary>
    public static PointFrame Around(ComputeDevice device, DenseMatrix<float> references, double[]? referenceLengths, DenseMatrix<float> queries, double[]? queryLengths)
    {
        int dimensions = references.Columns, parts = Parts(references);
        var sums = new double[parts][];
        device.ForEach(parts, p =>
        {
            sums[p] = new double[dimensions];
            for (int r = p * PartPoints; r < Math.Min(references.Rows, (p + 1) * PartPoints); r++)
            {
                ReadOnlySpan<float> row = references.Row(r);
                double length = referenceLengths is null ? 1 : referenceLengths[r];
                for (int d = 0; d < row.Length; d++) sums[p][d] += row[d] / length;
            }
        });
        var center = new double[dimensions];
        for (int d = 0; d < dimensions; d++) center[d] = sums.Sum(part => part[d]) / references.Rows;
        double largest = Largest(device, references, referenceLengths, center);
        if (!ReferenceEquals(queries.Values, references.Values)) largest = Math.Max(largest, Largest(device, queries, queryLengths, center));
        return new PointFrame(center, largest > 0 ? Math.ScaleB(1, -Math.ILogB(largest)) : 1);
    }

    private static int Parts(DenseMatrix<float> points) => (points.Rows + PartPoints - 1) / PartPoints;

    private static double Largest(ComputeDevice device, DenseMatrix<float> points, double[]? lengths, double[] center)
    {
        var largest = new double[Parts(points)];
        device.ForEach(largest.Length, p =>
        {
            for (int r = p * PartPoints; r < Math.Min(points.Rows, (p + 1) * PartPoints); r++)
            {
                ReadOnlySpan<float> row = points.Row(r);
                double length = lengths is null ? 1 : lengths[r];
                for (int d = 0; d < row.Length; d++) largest[p] = Math.Max(largest[p], Math.Abs((row[d] / length) - center[d]));
            }
        });
        return largest.DefaultIfEmpty(0).Max();
    }
}
