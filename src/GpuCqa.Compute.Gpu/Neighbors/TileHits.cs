using ILGPU;

namespace GpuCqa.Compute.Gpu.Neighbors;

/// <summary>What becomes of a thread's tile of scores: the few that pass a threshold are kept as candidates.</summary>
/// <remarks>
/// Places are given by an integer atomic, so where a candidate lies depends on the order of arrival, but which candidates there are does not: thresholds stand
/// still during a launch. A query with more candidates than places keeps counting, so that the overflow is seen.
/// The usual case, nothing passes, costs a thread 112 maxima and 16 comparisons for its 64 scores of both sides.
/// </remarks>
internal static class TileHits
{
    public static void Keep(
        TilePlace tile, bool mirrored, Float8 a0, Float8 a1, Float8 a2, Float8 a3, Float8 a4, Float8 a5, Float8 a6, Float8 a7,
        ArrayView<float> halves, ArrayView<Float4> thresholds, ArrayView<int> counts, ArrayView<Candidate> candidates, CandidateShape shape)
    {
        Float4 t0 = thresholds[tile.FirstRow / 4], t1 = thresholds[(tile.FirstRow + tile.Half) / 4];
        Float8 limits = Float8.Fill(float.PositiveInfinity);
        if (mirrored) limits = new Float8(thresholds[tile.FirstColumn / 4], thresholds[(tile.FirstColumn + tile.Half) / 4]);
        float m0 = Float8.Largest(a0), m1 = Float8.Largest(a1), m2 = Float8.Largest(a2), m3 = Float8.Largest(a3);
        float m4 = Float8.Largest(a4), m5 = Float8.Largest(a5), m6 = Float8.Largest(a6), m7 = Float8.Largest(a7);
        Float8 columns = Float8.Max(Float8.Max(Float8.Max(a0, a1), Float8.Max(a2, a3)), Float8.Max(Float8.Max(a4, a5), Float8.Max(a6, a7)));
        bool rowHit = Float8.AnyAbove(new Float8(new Float4(m0, m1, m2, m3), new Float4(m4, m5, m6, m7)), new Float8(t0, t1));
        if (!(rowHit | Float8.AnyAbove(columns, limits))) return;
        float least = Float8.Smallest(limits);
        if (m0 > MathF.Min(least, t0.X)) KeepRow(0, a0, t0.X, limits, tile, halves, counts, candidates, shape);
        if (m1 > MathF.Min(least, t0.Y)) KeepRow(1, a1, t0.Y, limits, tile, halves, counts, candidates, shape);
        if (m2 > MathF.Min(least, t0.Z)) KeepRow(2, a2, t0.Z, limits, tile, halves, counts, candidates, shape);
        if (m3 > MathF.Min(least, t0.W)) KeepRow(3, a3, t0.W, limits, tile, halves, counts, candidates, shape);
        if (m4 > MathF.Min(least, t1.X)) KeepRow(tile.Half, a4, t1.X, limits, tile, halves, counts, candidates, shape);
        if (m5 > MathF.Min(least, t1.Y)) KeepRow(tile.Half + 1, a5, t1.Y, limits, tile, halves, counts, candidates, shape);
        if (m6 > MathF.Min(least, t1.Z)) KeepRow(tile.Half + 2, a6, t1.Z, limits, tile, halves, counts, candidates, shape);
        if (m7 > MathF.Min(least, t1.W)) KeepRow(tile.Half + 3, a7, t1.W, limits, tile, halves, counts, candidates, shape);
    }

    /// <summary>One row: a loop that turns the registers, because an index into registers does not exist.</summary>
    private static void KeepRow(
        int row, Float8 scores, float limit, Float8 limits, TilePlace tile,
        ArrayView<float> halves, ArrayView<int> counts, ArrayView<Candidate> candidates, CandidateShape shape)
    {
        int query = tile.FirstRow + row;
        for (int c = 0; c < 8; c++)
        {
            int reference = tile.FirstColumn + (c < 4 ? c : tile.Half + c - 4);
            if (scores.Low.X > limit) Append(query, reference, scores.Low.X, halves, counts, candidates, shape);
            if (scores.Low.X > limits.Low.X) Append(reference, query, scores.Low.X, halves, counts, candidates, shape);
            scores = Float8.Rotate(scores);
            limits = Float8.Rotate(limits);
        }
    }

    private static void Append(int query, int reference, float upper, ArrayView<float> halves, ArrayView<int> counts, ArrayView<Candidate> candidates, CandidateShape shape)
    {
        int place = Atomic.Add(ref counts[query], 1);
        if (place >= shape.Capacity) return;
        float lower = upper - ((shape.Relative * (halves[shape.FirstQuery + query] + halves[reference])) + shape.Absolute);
        candidates[(place * shape.Stride) + query] = new Candidate(reference, lower);
    }
}
