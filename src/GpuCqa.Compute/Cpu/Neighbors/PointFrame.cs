using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Neighbors;

/// <summary>Centre that is subtracted from points and power of two by which they are then multiplied.</summary>
/// <param name="Center">One value per dimension.</param>
/// <param name="Scale">Brings the largest coordinate near 1, so that no square leaves the range of float32.</param>
internal sealed record PointFrame(double[] Center, double Scale)
{
    /// <summary>The frame around the mean of the references.</summary>
    public static PointFrame Around(DenseMatrix<float> references, double[]? referenceLengths, DenseMatrix<float> queries, double[]? queryLengths)
    {
        var center = new double[references.Columns];
        for (int r = 0; r < references.Rows; r++)
        {
            ReadOnlySpan<float> row = references.Row(r);
            double length = referenceLengths is null ? 1 : referenceLengths[r];
            for (int d = 0; d < row.Length; d++) center[d] += row[d] / length;
        }

        for (int d = 0; d < center.Length; d++) center[d] /= references.Rows;
        double largest = Largest(references, referenceLengths, center);
        if (!ReferenceEquals(queries.Values, references.Values)) largest = Math.Max(largest, Largest(queries, queryLengths, center));
        return new PointFrame(center, largest > 0 ? Math.ScaleB(1, -Math.ILogB(largest)) : 1);
    }

    private static double Largest(DenseMatrix<float> points, double[]? lengths, double[] center)
    {
        double largest = 0;
        for (int r = 0; r < points.Rows; r++)
        {
            ReadOnlySpan<float> row = points.Row(r);
            double length = lengths is null ? 1 : lengths[r];
            for (int d = 0; d < row.Length; d++) largest = Math.Max(largest, Math.Abs((row[d] / length) - center[d]));
        }

        return largest;
    }
}
