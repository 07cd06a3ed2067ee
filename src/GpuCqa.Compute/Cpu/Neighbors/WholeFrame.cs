using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Neighbors;

/// <summary>Brings points to whole coordinates of 16 bits around the centre of a set, and knows how far that moves each.</summary>
/// <remarks>
/// References within <see cref="Reach"/> of the centre get norms up to 2^14, so that with queries up to <see cref="FarthestQuery"/> no sum of products, begun at minus half a squared norm, leaves 32 bits. Distances of
/// whole points differ from the true ones, on that scale, by no more than the two points were moved (triangle inequality): about a unit or two, where neighbours are hundreds apart.
/// </remarks>
internal sealed class WholeFrame
{
    /// <summary>Norm of whole queries up to which sums of products stay within 32 bits, and coordinates within 16.</summary>
    public const double FarthestQuery = 32_000;

    /// <summary>Float64 rounding on the whole scale, far from reached; it also covers that of the distances that rank neighbours.</summary>
    public const double Rounding = 1e-5;

    private const double LargestNorm = 1 << 14;
    private readonly double[] center;

    private WholeFrame(double[] center, double reach) => (this.center, Reach, Scale) = (center, reach, reach > 0 ? LargestNorm / reach : 1);

    /// <summary>Distance from the centre, in the points' own units, up to which references are brought to whole coordinates.</summary>
    public double Reach { get; }

    /// <summary>Whole units in one of the points' own.</summary>
    public double Scale { get; }

    /// <summary>The frame of a set, and the distance of each point from its centre. Few points far from all the others do not spoil the scale of these: they are out of its reach.</summary>
    public static (WholeFrame Frame, double[] Norms) Around(ComputeDevice device, DenseMatrix<float> points)
    {
        double[] center = PointFrame.Around(device, points, null, points, null).Center, norms = new double[points.Rows];
        device.ForEach(points.Rows, i =>
        {
            ReadOnlySpan<float> row = points.Row(i);
            double sum = 0;
            for (int d = 0; d < row.Length; d++) sum += (row[d] - center[d]) * (row[d] - center[d]);
            norms[i] = Math.Sqrt(sum);
        });
        double[] sorted = [.. norms];
        Array.Sort(sorted);
        return (new WholeFrame(center, Math.Min(sorted[^1], 4 * sorted[(int)(0.999 * (sorted.Length - 1))])), norms);
    }

    /// <summary>Norm of a point on the whole scale, before it is brought to whole coordinates.</summary>
    public double NormOf(ReadOnlySpan<float> point)
    {
        double sum = 0;
        for (int d = 0; d < point.Length; d++) sum += (point[d] - center[d]) * (point[d] - center[d]);
        return Math.Sqrt(sum) * Scale;
    }

    /// <summary>Writes a point's whole coordinates in pairs.</summary>
    /// <param name="point">The point.</param>
    /// <param name="to">Receives the first pair; further ones follow at the stride.</param>
    /// <param name="stride">Distance between pairs.</param>
    /// <returns>Squared norm of the whole point, and how far the point was moved.</returns>
    public unsafe (long Squares, double Moved) Place(ReadOnlySpan<float> point, int* to, int stride)
    {
        long squares = 0;
        double moved = 0;
        for (int d = 0; d < point.Length; d++)
        {
            double x = (point[d] - center[d]) * Scale, whole = Math.Round(x);
            squares += (long)whole * (long)whole;
            moved += (x - whole) * (x - whole);
            ((short*)(to + ((long)(d / 2) * stride)))[d % 2] = (short)whole;
        }

        return (squares, Math.Sqrt(moved));
    }
}
