namespace GpuCqa.Compute.Exact;

/// <summary>Distances between float32 points in float64, with one fixed order of additions that every vector width can follow.</summary>
/// <remarks>
/// Coordinate i goes to lane i mod 8; the lanes are added as (0+4)+(2+6) and (1+5)+(3+7), then together. A 512-bit register holds the eight
/// lanes at once, narrower ones hold them in parts, so all give the same bits and ranks never depend on the hardware.
/// </remarks>
internal static class ExactDistance
{
    public static double Euclidean(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Span<double> lanes = stackalloc double[8];
        lanes.Clear();
        for (int i = 0; i < a.Length; i++)
        {
            double difference = (double)a[i] - b[i];
            lanes[i & 7] += difference * difference;
        }

        return Math.Sqrt(Combine(lanes));
    }

    public static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Span<double> lanes = stackalloc double[8];
        lanes.Clear();
        for (int i = 0; i < a.Length; i++) lanes[i & 7] += (double)a[i] * b[i];
        return Combine(lanes);
    }

    public static double Norm(ReadOnlySpan<float> a) => Math.Sqrt(Dot(a, a));

    /// <summary>1 - cos; 1 when either vector is zero.</summary>
    public static double Cosine(double dot, double normA, double normB) => normA == 0 || normB == 0 ? 1 : 1 - (dot / (normA * normB));

    private static double Combine(ReadOnlySpan<double> l) => ((l[0] + l[4]) + (l[2] + l[6])) + ((l[1] + l[5]) + (l[3] + l[7]));
}
