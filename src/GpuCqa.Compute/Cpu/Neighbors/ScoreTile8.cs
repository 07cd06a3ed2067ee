using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GpuCqa.Compute.Neighbors;

/// <summary>Eight queries by three registers: 24 accumulators, three references and a broadcast fit the 32 registers of AVX-512.</summary>
/// <remarks>The accumulators are plain locals, unrolled by hand: the compiler keeps locals in registers, but not arrays.</remarks>
internal readonly unsafe struct ScoreTile8<TLanes, TVector> : IScoreTile
    where TLanes : struct, ILanes<TVector, float>
    where TVector : struct
{
    public static int Rows => 8;

    public static int Columns => 3 * TLanes.Count;

    public static int Vectors => 3;

    public static CandidateSelection Selection { get; } = new CandidateSelection<TLanes, TVector>();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Run(float* queries, float* references, int depth, float* bias, float* rowThresholds, float* rowHalfNorms, float* columnThresholds, float* tile)
    {
        int w = TLanes.Count;
        TVector a0 = TLanes.Load(bias), b0 = TLanes.Load(bias + w), c0 = TLanes.Load(bias + (2 * w));
        TVector a1 = a0, b1 = b0, c1 = c0, a2 = a0, b2 = b0, c2 = c0, a3 = a0, b3 = b0, c3 = c0, a4 = a0, b4 = b0, c4 = c0, a5 = a0, b5 = b0, c5 = c0, a6 = a0, b6 = b0, c6 = c0, a7 = a0, b7 = b0, c7 = c0;
        for (int k = 0; k < depth; k++)
        {
            TVector r0 = TLanes.Load(references), r1 = TLanes.Load(references + w), r2 = TLanes.Load(references + (2 * w));
            TVector q0 = TLanes.Fill(queries[0]);
            a0 = TLanes.MultiplyAdd(q0, r0, a0);
            b0 = TLanes.MultiplyAdd(q0, r1, b0);
            c0 = TLanes.MultiplyAdd(q0, r2, c0);
            TVector q1 = TLanes.Fill(queries[1]);
            a1 = TLanes.MultiplyAdd(q1, r0, a1);
            b1 = TLanes.MultiplyAdd(q1, r1, b1);
            c1 = TLanes.MultiplyAdd(q1, r2, c1);
            TVector q2 = TLanes.Fill(queries[2]);
            a2 = TLanes.MultiplyAdd(q2, r0, a2);
            b2 = TLanes.MultiplyAdd(q2, r1, b2);
            c2 = TLanes.MultiplyAdd(q2, r2, c2);
            TVector q3 = TLanes.Fill(queries[3]);
            a3 = TLanes.MultiplyAdd(q3, r0, a3);
            b3 = TLanes.MultiplyAdd(q3, r1, b3);
            c3 = TLanes.MultiplyAdd(q3, r2, c3);
            TVector q4 = TLanes.Fill(queries[4]);
            a4 = TLanes.MultiplyAdd(q4, r0, a4);
            b4 = TLanes.MultiplyAdd(q4, r1, b4);
            c4 = TLanes.MultiplyAdd(q4, r2, c4);
            TVector q5 = TLanes.Fill(queries[5]);
            a5 = TLanes.MultiplyAdd(q5, r0, a5);
            b5 = TLanes.MultiplyAdd(q5, r1, b5);
            c5 = TLanes.MultiplyAdd(q5, r2, c5);
            TVector q6 = TLanes.Fill(queries[6]);
            a6 = TLanes.MultiplyAdd(q6, r0, a6);
            b6 = TLanes.MultiplyAdd(q6, r1, b6);
            c6 = TLanes.MultiplyAdd(q6, r2, c6);
            TVector q7 = TLanes.Fill(queries[7]);
            a7 = TLanes.MultiplyAdd(q7, r0, a7);
            b7 = TLanes.MultiplyAdd(q7, r1, b7);
            c7 = TLanes.MultiplyAdd(q7, r2, c7);
            queries += 8;
            references += 3 * w;
        }

        uint hits = 0;
        if (TLanes.AnyGreater(TLanes.Max(TLanes.Max(a0, b0), c0), TLanes.Fill(rowThresholds[0]))) hits |= 1u;
        if (TLanes.AnyGreater(TLanes.Max(TLanes.Max(a1, b1), c1), TLanes.Fill(rowThresholds[1]))) hits |= 2u;
        if (TLanes.AnyGreater(TLanes.Max(TLanes.Max(a2, b2), c2), TLanes.Fill(rowThresholds[2]))) hits |= 4u;
        if (TLanes.AnyGreater(TLanes.Max(TLanes.Max(a3, b3), c3), TLanes.Fill(rowThresholds[3]))) hits |= 8u;
        if (TLanes.AnyGreater(TLanes.Max(TLanes.Max(a4, b4), c4), TLanes.Fill(rowThresholds[4]))) hits |= 16u;
        if (TLanes.AnyGreater(TLanes.Max(TLanes.Max(a5, b5), c5), TLanes.Fill(rowThresholds[5]))) hits |= 32u;
        if (TLanes.AnyGreater(TLanes.Max(TLanes.Max(a6, b6), c6), TLanes.Fill(rowThresholds[6]))) hits |= 64u;
        if (TLanes.AnyGreater(TLanes.Max(TLanes.Max(a7, b7), c7), TLanes.Fill(rowThresholds[7]))) hits |= 128u;
        if (columnThresholds != null)
        {
            TVector h = TLanes.Fill(rowHalfNorms[0]);
            TVector ma = TLanes.Subtract(a0, h), mb = TLanes.Subtract(b0, h), mc = TLanes.Subtract(c0, h);
            h = TLanes.Fill(rowHalfNorms[1]);
            ma = TLanes.Max(ma, TLanes.Subtract(a1, h));
            mb = TLanes.Max(mb, TLanes.Subtract(b1, h));
            mc = TLanes.Max(mc, TLanes.Subtract(c1, h));
            h = TLanes.Fill(rowHalfNorms[2]);
            ma = TLanes.Max(ma, TLanes.Subtract(a2, h));
            mb = TLanes.Max(mb, TLanes.Subtract(b2, h));
            mc = TLanes.Max(mc, TLanes.Subtract(c2, h));
            h = TLanes.Fill(rowHalfNorms[3]);
            ma = TLanes.Max(ma, TLanes.Subtract(a3, h));
            mb = TLanes.Max(mb, TLanes.Subtract(b3, h));
            mc = TLanes.Max(mc, TLanes.Subtract(c3, h));
            h = TLanes.Fill(rowHalfNorms[4]);
            ma = TLanes.Max(ma, TLanes.Subtract(a4, h));
            mb = TLanes.Max(mb, TLanes.Subtract(b4, h));
            mc = TLanes.Max(mc, TLanes.Subtract(c4, h));
            h = TLanes.Fill(rowHalfNorms[5]);
            ma = TLanes.Max(ma, TLanes.Subtract(a5, h));
            mb = TLanes.Max(mb, TLanes.Subtract(b5, h));
            mc = TLanes.Max(mc, TLanes.Subtract(c5, h));
            h = TLanes.Fill(rowHalfNorms[6]);
            ma = TLanes.Max(ma, TLanes.Subtract(a6, h));
            mb = TLanes.Max(mb, TLanes.Subtract(b6, h));
            mc = TLanes.Max(mc, TLanes.Subtract(c6, h));
            h = TLanes.Fill(rowHalfNorms[7]);
            ma = TLanes.Max(ma, TLanes.Subtract(a7, h));
            mb = TLanes.Max(mb, TLanes.Subtract(b7, h));
            mc = TLanes.Max(mc, TLanes.Subtract(c7, h));
            if (TLanes.AnyGreater(ma, TLanes.Load(columnThresholds + (0 * w)))) hits |= 65536u;
            if (TLanes.AnyGreater(mb, TLanes.Load(columnThresholds + (1 * w)))) hits |= 131072u;
            if (TLanes.AnyGreater(mc, TLanes.Load(columnThresholds + (2 * w)))) hits |= 262144u;
        }

        if (hits == 0) return 0;
        Store(tile, 0, a0, b0, c0);
        Store(tile, 1, a1, b1, c1);
        Store(tile, 2, a2, b2, c2);
        Store(tile, 3, a3, b3, c3);
        Store(tile, 4, a4, b4, c4);
        Store(tile, 5, a5, b5, c5);
        Store(tile, 6, a6, b6, c6);
        Store(tile, 7, a7, b7, c7);
        return hits;
    }

    public static uint RowMask(float* tileVector, float threshold) => TLanes.GreaterMask(TLanes.Load(tileVector), TLanes.Fill(threshold));

    public static uint ColumnMask(float* tileVector, float rowHalfNorm, float* columnThresholds) =>
        TLanes.GreaterMask(TLanes.Subtract(TLanes.Load(tileVector), TLanes.Fill(rowHalfNorm)), TLanes.Load(columnThresholds));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Append(float* tileVector, uint mask, float threshold, int first, float margin, float* lower, float* upper, int* indices)
    {
        if (typeof(TVector) == typeof(Vector512<float>) && Avx512F.IsSupported)
        {
            Vector512<float> scores = Vector512.Load(tileVector), above = Vector512.GreaterThan(scores, Vector512.Create(threshold)), half = Vector512.Create(margin);
            Avx512F.Compress(Vector512<float>.Zero, above, scores - half).Store(lower);
            Avx512F.Compress(Vector512<float>.Zero, above, scores + half).Store(upper);
            Avx512F.Compress(Vector512<int>.Zero, above.AsInt32(), Vector512<int>.Indices + Vector512.Create(first)).Store(indices);
            return;
        }

        ScoreTile.Append(tileVector, mask, first, margin, lower, upper, indices);
    }

    private static void Store(float* tile, int row, TVector a, TVector b, TVector c)
    {
        int w = TLanes.Count;
        float* at = tile + (row * 3 * w);
        TLanes.Store(a, at);
        TLanes.Store(b, at + w);
        TLanes.Store(c, at + (2 * w));
    }
}
