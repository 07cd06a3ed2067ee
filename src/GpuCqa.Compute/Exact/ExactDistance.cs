using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Exact;

/// <summary>Distances between float32 points in float64, with one fixed order of additions that every vector width can follow.</summary>
/// <remarks>
/// Coordinate i goes to lane i mod 8; the lanes are added as (0+4)+(2+6) and (1+5)+(3+7), then together. A 512-bit register holds the eight
/// lanes at once, narrower ones hold them in parts, so all give the same bits and ranks never depend on the hardware.
/// </remarks>
public static class ExactDistance
{
    private const int Lanes = 8;

    // Dimensions up to which a point is widened on the stack.
    private const int MostWidened = 1024;

    /// <summary>Square root of the sum of squared differences.</summary>
    /// <param name="a">A point, float32.</param>
    /// <param name="b">Another of as many dimensions.</param>
    public static double Euclidean(ReadOnlySpan<float> a, ReadOnlySpan<float> b) =>
        Vector512.IsHardwareAccelerated ? Euclidean512(a, b) : Vector256.IsHardwareAccelerated ? Euclidean256(a, b) : EuclideanScalar(a, b);

    /// <summary>Distances of a point to some of many.</summary>
    /// <param name="point">The point, float32.</param>
    /// <param name="rows">points x dimensions, float32.</param>
    /// <param name="which">Rows to measure.</param>
    /// <param name="distances">Receives a distance for each.</param>
    public static unsafe void Euclidean(ReadOnlySpan<float> point, DenseMatrix<float> rows, ReadOnlySpan<int> which, Span<double> distances)
    {
        int depth = point.Length, whole = depth / Lanes * Lanes;
        if (!Vector512.IsHardwareAccelerated || depth > MostWidened || rows.Columns != depth)
        {
            for (int i = 0; i < which.Length; i++) distances[i] = Euclidean(point, rows.Row(which[i]));
            return;
        }

        // The point is widened once.
        double* wide = stackalloc double[whole + Lanes];
        for (int d = 0; d < whole + Lanes; d++) wide[d] = d < depth ? point[d] : 0;
        for (int i = 0; i < which.Length; i++)
        {
            fixed (float* row = rows.Row(which[i]))
            {
                Vector512<double> sum = Vector512<double>.Zero;
                for (int d = 0; d < whole; d += Lanes)
                {
                    Vector512<double> difference = Vector512.Load(wide + d) - Widen(Vector256.Load(row + d));
                    sum += difference * difference;
                }

                if (whole < depth)
                {
                    Vector512<double> difference = Vector512.Load(wide + whole) - Widen(Rest(row + whole, depth - whole));
                    sum += difference * difference;
                }

                distances[i] = Math.Sqrt(Combine(sum.GetLower() + sum.GetUpper()));
            }
        }
    }

    /// <summary>The same with the eight lanes in one vector.</summary>
    internal static unsafe double Euclidean512(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (b.Length < a.Length) throw new ArgumentException($"Points of {a.Length} and {b.Length} dimensions were compared.", nameof(b));
        fixed (float* x = a, y = b)
        {
            Vector512<double> sum = Vector512<double>.Zero;
            int i = 0;
            for (; i <= a.Length - Lanes; i += Lanes)
            {
                Vector512<double> difference = Widen(Vector256.Load(x + i)) - Widen(Vector256.Load(y + i));
                // Not fused: the scalar form rounds the square too.
                sum += difference * difference;
            }

            if (i < a.Length)
            {
                Vector512<double> difference = Widen(Rest(x + i, a.Length - i)) - Widen(Rest(y + i, a.Length - i));
                sum += difference * difference;
            }

            return Math.Sqrt(Combine(sum.GetLower() + sum.GetUpper()));
        }
    }

    /// <summary>The same with the eight lanes in two vectors.</summary>
    internal static unsafe double Euclidean256(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (b.Length < a.Length) throw new ArgumentException($"Points of {a.Length} and {b.Length} dimensions were compared.", nameof(b));
        fixed (float* x = a, y = b)
        {
            Vector256<double> low = Vector256<double>.Zero, high = Vector256<double>.Zero;
            for (int i = 0; i < a.Length; i += Lanes)
            {
                bool whole = i <= a.Length - Lanes;
                (Vector256<double> xLow, Vector256<double> xHigh) = Vector256.Widen(whole ? Vector256.Load(x + i) : Rest(x + i, a.Length - i));
                (Vector256<double> yLow, Vector256<double> yHigh) = Vector256.Widen(whole ? Vector256.Load(y + i) : Rest(y + i, a.Length - i));
                (xLow, xHigh) = (xLow - yLow, xHigh - yHigh);
                low += xLow * xLow;
                high += xHigh * xHigh;
            }

            return Math.Sqrt(Combine(low + high));
        }
    }

    /// <summary>The same without vectors.</summary>
    internal static double EuclideanScalar(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Span<double> lanes = stackalloc double[Lanes];
        lanes.Clear();
        for (int i = 0; i < a.Length; i++)
        {
            double difference = (double)a[i] - b[i];
            lanes[i & 7] += difference * difference;
        }

        return Math.Sqrt(Combine(lanes));
    }

    /// <summary>Sum of products.</summary>
    public static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Span<double> lanes = stackalloc double[Lanes];
        lanes.Clear();
        for (int i = 0; i < a.Length; i++) lanes[i & 7] += (double)a[i] * b[i];
        return Combine(lanes);
    }

    /// <summary>Length.</summary>
    public static double Norm(ReadOnlySpan<float> a) => Math.Sqrt(Dot(a, a));

    /// <summary>1 - cos; 1 when either vector is zero.</summary>
    public static double Cosine(double dot, double normA, double normB) => normA == 0 || normB == 0 ? 1 : 1 - (dot / (normA * normB));

    private static Vector512<double> Widen(Vector256<float> values)
    {
        (Vector256<double> low, Vector256<double> high) = Vector256.Widen(values);
        return Vector512.Create(low, high);
    }

    /// <summary>The coordinates after the last eight, and zeros, which add nothing to a lane.</summary>
    private static unsafe Vector256<float> Rest(float* from, int count)
    {
        Vector256<int> there = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count));
        if (Avx.IsSupported) return Avx.MaskLoad(from, there.AsSingle());
        Vector256<float> rest = Vector256<float>.Zero;
        for (int i = 0; i < count; i++) rest = rest.WithElement(i, from[i]);
        return rest;
    }

    // The sums of lanes 0 and 4, 1 and 5, 2 and 6, 3 and 7.
    private static double Combine(Vector256<double> pairs)
    {
        Vector128<double> fours = pairs.GetLower() + pairs.GetUpper();
        return fours.ToScalar() + fours.GetElement(1);
    }

    private static double Combine(ReadOnlySpan<double> l) => ((l[0] + l[4]) + (l[2] + l[6])) + ((l[1] + l[5]) + (l[3] + l[7]));
}
