using ILGPU;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu.Neighbors;

/// <summary>Brute force in float64 with the reference's order of additions: for the few queries that the float32 search cannot decide.</summary>
/// <remarks>
/// One thread a query and slice of the references. The threads of a warp take neighbouring queries and walk through the same references together, so a reference is read once a
/// warp; their own coordinates stay in the first cache. A thread's list of the k nearest lies in global memory, interleaved over queries, and is touched only when it changes.
/// Bound by float64 arithmetic and conversions, about eight instructions a coordinate.
/// Same bits as the reference: a product of two float32 is exact in float64, so it may be fused with the addition; the square of a difference is not, so its bits pass
/// through an exclusive or with a zero that the compiler cannot know, and nothing is fused. Square root and division are rounded correctly on every device.
/// </remarks>
internal static class ExactKernel
{
    /// <param name="queries">points x dimensions, row-major, float32.</param>
    /// <param name="references">references x dimensions, row-major, float32.</param>
    /// <param name="rows">The queries to search.</param>
    /// <param name="queryNorms">Norms of all points, for cosine.</param>
    /// <param name="referenceNorms">Norms of all references, for cosine.</param>
    /// <param name="distances">k x slices x rows: receives the nearest of each slice, infinite where a slice has fewer.</param>
    /// <param name="indices">k x slices x rows: their references.</param>
    /// <param name="shape">Sizes.</param>
    [Kernel]
    public static void SearchExactly(
        ArrayView<float> queries, ArrayView<float> references, ArrayView<int> rows, ArrayView<double> queryNorms, ArrayView<double> referenceNorms,
        ArrayView<double> distances, ArrayView<int> indices, ExactShape shape)
    {
        int lists = shape.Rows * shape.Slices;
        for (int list = Grid.GlobalIndex.X; list < lists; list += Grid.DimX * Group.DimX)
        {
            for (int i = 0; i < shape.K; i++) distances[(i * lists) + list] = double.PositiveInfinity;
            int query = rows[list % shape.Rows], slice = list / shape.Rows;
            int first = (int)((long)shape.References * slice / shape.Slices), last = (int)((long)shape.References * (slice + 1) / shape.Slices);
            double worst = double.PositiveInfinity;
            for (int reference = first; reference < last; reference++)
            {
                double distance = shape.Cosine != 0
                    ? Cosine(query * shape.Dimensions, reference * shape.Dimensions, queryNorms[query] * referenceNorms[reference], queries, references, shape)
                    : Euclidean(query * shape.Dimensions, reference * shape.Dimensions, queries, references, shape);

                // References come in ascending order: at the same distance the earlier one stays.
                if (distance >= worst) continue;
                int at = shape.K - 1;
                for (; at > 0 && distance < distances[((at - 1) * lists) + list]; at--)
                {
                    distances[(at * lists) + list] = distances[((at - 1) * lists) + list];
                    indices[(at * lists) + list] = indices[((at - 1) * lists) + list];
                }

                distances[(at * lists) + list] = distance;
                indices[(at * lists) + list] = reference;
                worst = distances[((shape.K - 1) * lists) + list];
            }
        }
    }

    /// <summary>Coordinate i goes to sum i mod 8, see ExactDistance; what is missing of the last eight adds nothing.</summary>
    private static double Euclidean(int a, int b, ArrayView<float> queries, ArrayView<float> references, ExactShape shape)
    {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        int end = a + shape.Dimensions;
        for (; a < end; a += 8, b += 8)
        {
            s0 += Square(a, b, end, queries, references, shape.Nothing);
            s1 += Square(a + 1, b + 1, end, queries, references, shape.Nothing);
            s2 += Square(a + 2, b + 2, end, queries, references, shape.Nothing);
            s3 += Square(a + 3, b + 3, end, queries, references, shape.Nothing);
            s4 += Square(a + 4, b + 4, end, queries, references, shape.Nothing);
            s5 += Square(a + 5, b + 5, end, queries, references, shape.Nothing);
            s6 += Square(a + 6, b + 6, end, queries, references, shape.Nothing);
            s7 += Square(a + 7, b + 7, end, queries, references, shape.Nothing);
        }

        return Math.Sqrt(((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7)));
    }

    private static double Cosine(int a, int b, double norms, ArrayView<float> queries, ArrayView<float> references, ExactShape shape)
    {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        int end = a + shape.Dimensions;
        for (; a < end; a += 8, b += 8)
        {
            s0 += Product(a, b, end, queries, references);
            s1 += Product(a + 1, b + 1, end, queries, references);
            s2 += Product(a + 2, b + 2, end, queries, references);
            s3 += Product(a + 3, b + 3, end, queries, references);
            s4 += Product(a + 4, b + 4, end, queries, references);
            s5 += Product(a + 5, b + 5, end, queries, references);
            s6 += Product(a + 6, b + 6, end, queries, references);
            s7 += Product(a + 7, b + 7, end, queries, references);
        }

        return norms == 0 ? 1 : 1 - ((((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7))) / norms);
    }

    private static double Square(int a, int b, int end, ArrayView<float> queries, ArrayView<float> references, ulong nothing)
    {
        double difference = 0;
        if (a < end) difference = (double)queries[a] - references[b];
        return Interop.IntAsFloat(Interop.FloatAsInt(difference * difference) ^ nothing);
    }

    private static double Product(int a, int b, int end, ArrayView<float> queries, ArrayView<float> references)
    {
        double product = 0;
        if (a < end) product = (double)queries[a] * references[b];
        return product;
    }
}
