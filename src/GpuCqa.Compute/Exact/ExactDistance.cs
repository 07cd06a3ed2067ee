using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GpuCqa.Compute.Exact;

/// <summary>Distances between float32 points in float64, with one fixed order of additions that every vector width can follow.</summary>
/// <remarks>
/// Coordinate i goes to lane i mod 8; the lanes are added as (0+4)+(2+6) and (1+5)+(3+7), then together. A 512-bit register holds the eight
/// lanes at once, narrower ones hold them in parts, so all give the same bits and ranks never depend on the hardware.
/// </remarks>
internal static class ExactDistance
{
    private const int Lanes = 8;

    /// <summary>Square root of the sum of squared differences.</summary>
    public static double Euclidean(ReadOnlySpan<float> a, ReadOnlySpan<float> b) =>
        Vector512.IsHardwareAccelerated ? Euclidean512(a, b) : Vector256.IsHardwareAccelerated ? Euclidean256(a, b) : EuclideanScalar(a, b);

    /// <summary>The same with the eight lanes in one vector.</summary>
    public static double Euclidean512(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Span<double> lanes = stackalloc double[Lanes];
        ref float x = ref MemoryMarshal.GetReference(a), y = ref MemoryMarshal.GetReference(b);
        Vector512<double> sum = Vector512<double>.Zero;
        int i = 0;
        for (; i <= a.Length - Lanes; i += Lanes)
        {
            Vector512<double> difference = Widen(Vector256.LoadUnsafe(ref x, (nuint)i)) - Widen(Vector256.LoadUnsafe(ref y, (nuint)i));
            // Not fused: the scalar form rounds the square too.
            sum += difference * difference;
        }

        sum.CopyTo(lanes);
        return Math.Sqrt(EuclideanFrom(i, a, b, lanes));
    }

    /// <summary>The same with the eight lanes in two vectors.</summary>
    public static double Euclidean256(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Span<double> lanes = stackalloc double[Lanes];
        ref float x = ref MemoryMarshal.GetReference(a), y = ref MemoryMarshal.GetReference(b);
        Vector256<double> low = Vector256<double>.Zero, high = Vector256<double>.Zero;
        int i = 0;
        for (; i <= a.Length - Lanes; i += Lanes)
        {
            (Vector256<double> xLow, Vector256<double> xHigh) = Vector256.Widen(Vector256.LoadUnsafe(ref x, (nuint)i));
            (Vector256<double> yLow, Vector256<double> yHigh) = Vector256.Widen(Vector256.LoadUnsafe(ref y, (nuint)i));
            (xLow, xHigh) = (xLow - yLow, xHigh - yHigh);
            low += xLow * xLow;
            high += xHigh * xHigh;
        }

        low.CopyTo(lanes);
        high.CopyTo(lanes[(Lanes / 2)..]);
        return Math.Sqrt(EuclideanFrom(i, a, b, lanes));
    }

    /// <summary>The same without vectors.</summary>
    public static double EuclideanScalar(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Span<double> lanes = stackalloc double[Lanes];
        lanes.Clear();
        return Math.Sqrt(EuclideanFrom(0, a, b, lanes));
    }

    public static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Span<double> lanes = stackalloc double[Lanes];
        lanes.Clear();
        for (int i = 0; i < a.Length; i++) lanes[i & 7] += (double)a[i] * b[i];
        return Combine(lanes);
    }

    public static double Norm(ReadOnlySpan<float> a) => Math.Sqrt(Dot(a, a));

    /// <summary>1 - cos; 1 when either vector is zero.</summary>
    public static double Cosine(double dot, double normA, double normB) => normA == 0 || normB == 0 ? 1 : 1 - (dot / (normA * normB));

    private static Vector512<double> Widen(Vector256<float> values)
    {
        (Vector256<double> low, Vector256<double> high) = Vector256.Widen(values);
        return Vector512.Create(low, high);
    }

    private static double EuclideanFrom(int start, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<double> lanes)
    {
        for (int i = start; i < a.Length; i++)
        {
            double difference = (double)a[i] - b[i];
            lanes[i & 7] += difference * difference;
        }

        return Combine(lanes);
    }

    private static double Combine(ReadOnlySpan<double> l) => ((l[0] + l[4]) + (l[2] + l[6])) + ((l[1] + l[5]) + (l[3] + l[7]));
}
