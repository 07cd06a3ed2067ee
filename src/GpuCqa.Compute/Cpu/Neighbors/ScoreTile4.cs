using System.Runtime.CompilerServices;

namespace GpuCqa.Compute.Neighbors;

/// <summary>Four queries by three registers: 12 accumulators, three references and a broadcast fit 16 registers.</summary>
/// <remarks>The accumulators are plain locals, unrolled by hand: the compiler keeps locals in registers, but not arrays.</remarks>
internal readonly unsafe struct ScoreTile4<TLanes, TVector> : IScoreTile
    where TLanes : struct, ILanes<TVector, float>
    where TVector : struct
{
    public static int Rows => 4;

    public static int Columns => 3 * TLanes.Count;

    public static int Vectors => 3;

    public static CandidateSelection Selection { get; } = new CandidateSelection<TLanes, TVector>();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Run(float* queries, float* references, int depth, float* bias, float* rowThresholds, float* rowHalfNorms, float* columnThresholds, float* tile)
    {
        int w = TLanes.Count;
        TVector a0 = TLanes.Load(bias), b0 = TLanes.Load(bias + w), c0 = TLanes.Load(bias + (2 * w));
        TVector a1 = a0, b1 = b0, c1 = c0, a2 = a0, b2 = b0, c2 = c0, a3 = a0, b3 = b0, c3 = c0;
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
            queries += 4;
            references += 3 * w;
        }

        uint hits = 0;
        if (TLanes.AnyGreater(TLanes.Max(TLanes.Max(a0, b0), c0), TLanes.Fill(rowThresholds[0]))) hits |= 1u;
        if (TLanes.AnyGreater(TLanes.Max(TLanes.Max(a1, b1), c1), TLanes.Fill(rowThresholds[1]))) hits |= 2u;
        if (TLanes.AnyGreater(TLanes.Max(TLanes.Max(a2, b2), c2), TLanes.Fill(rowThresholds[2]))) hits |= 4u;
        if (TLanes.AnyGreater(TLanes.Max(TLanes.Max(a3, b3), c3), TLanes.Fill(rowThresholds[3]))) hits |= 8u;
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
            if (TLanes.AnyGreater(ma, TLanes.Load(columnThresholds + (0 * w)))) hits |= 65536u;
            if (TLanes.AnyGreater(mb, TLanes.Load(columnThresholds + (1 * w)))) hits |= 131072u;
            if (TLanes.AnyGreater(mc, TLanes.Load(columnThresholds + (2 * w)))) hits |= 262144u;
        }

        if (hits == 0) return 0;
        Store(tile, 0, a0, b0, c0);
        Store(tile, 1, a1, b1, c1);
        Store(tile, 2, a2, b2, c2);
        Store(tile, 3, a3, b3, c3);
        return hits;
    }

    public static uint RowMask(float* tileVector, float threshold) => TLanes.GreaterMask(TLanes.Load(tileVector), TLanes.Fill(threshold));

    public static uint ColumnMask(float* tileVector, float rowHalfNorm, float* columnThresholds) =>
        TLanes.GreaterMask(TLanes.Subtract(TLanes.Load(tileVector), TLanes.Fill(rowHalfNorm)), TLanes.Load(columnThresholds));

    public static void Append(float* tileVector, uint mask, float threshold, int first, float margin, float* lower, float* upper, int* indices) =>
        ScoreTile.Append(tileVector, mask, first, margin, lower, upper, indices);

    private static void Store(float* tile, int row, TVector a, TVector b, TVector c)
    {
        int w = TLanes.Count;
        float* at = tile + (row * 3 * w);
        TLanes.Store(a, at);
        TLanes.Store(b, at + w);
        TLanes.Store(c, at + (2 * w));
    }
}
