using System.Runtime.CompilerServices;

namespace GpuCqa.Compute.Linear;

/// <summary>Eight rows by three registers, for 32 registers (AVX-512).</summary>
/// <remarks>Each element is one chain of multiply-adds over the depth, so its bits do not depend on the shape of the tile.</remarks>
internal readonly unsafe struct GemmTile8<TLanes, TVector> : IGemmTile
    where TLanes : struct, ILanes<TVector, double>
    where TVector : struct
{
    public static int Rows => 8;

    public static int Columns => 3 * TLanes.Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(double* a, double* b, int depth, double* c, long stride, bool add)
    {
        int w = TLanes.Count;
        TVector zero = TLanes.Fill(0);
        TVector x0 = zero, y0 = zero, z0 = zero, x1 = zero, y1 = zero, z1 = zero, x2 = zero, y2 = zero, z2 = zero, x3 = zero, y3 = zero, z3 = zero, x4 = zero, y4 = zero, z4 = zero, x5 = zero, y5 = zero, z5 = zero, x6 = zero, y6 = zero, z6 = zero, x7 = zero, y7 = zero, z7 = zero;
        if (add)
        {
            double* c0 = c + (0 * stride);
            (x0, y0, z0) = (TLanes.Load(c0), TLanes.Load(c0 + w), TLanes.Load(c0 + (2 * w)));
            double* c1 = c + (1 * stride);
            (x1, y1, z1) = (TLanes.Load(c1), TLanes.Load(c1 + w), TLanes.Load(c1 + (2 * w)));
            double* c2 = c + (2 * stride);
            (x2, y2, z2) = (TLanes.Load(c2), TLanes.Load(c2 + w), TLanes.Load(c2 + (2 * w)));
            double* c3 = c + (3 * stride);
            (x3, y3, z3) = (TLanes.Load(c3), TLanes.Load(c3 + w), TLanes.Load(c3 + (2 * w)));
            double* c4 = c + (4 * stride);
            (x4, y4, z4) = (TLanes.Load(c4), TLanes.Load(c4 + w), TLanes.Load(c4 + (2 * w)));
            double* c5 = c + (5 * stride);
            (x5, y5, z5) = (TLanes.Load(c5), TLanes.Load(c5 + w), TLanes.Load(c5 + (2 * w)));
            double* c6 = c + (6 * stride);
            (x6, y6, z6) = (TLanes.Load(c6), TLanes.Load(c6 + w), TLanes.Load(c6 + (2 * w)));
            double* c7 = c + (7 * stride);
            (x7, y7, z7) = (TLanes.Load(c7), TLanes.Load(c7 + w), TLanes.Load(c7 + (2 * w)));
        }

        for (int k = 0; k < depth; k++)
        {
            TVector b0 = TLanes.Load(b), b1 = TLanes.Load(b + w), b2 = TLanes.Load(b + (2 * w));
            TVector a0 = TLanes.Fill(a[0]);
            x0 = TLanes.MultiplyAdd(a0, b0, x0);
            y0 = TLanes.MultiplyAdd(a0, b1, y0);
            z0 = TLanes.MultiplyAdd(a0, b2, z0);
            TVector a1 = TLanes.Fill(a[1]);
            x1 = TLanes.MultiplyAdd(a1, b0, x1);
            y1 = TLanes.MultiplyAdd(a1, b1, y1);
            z1 = TLanes.MultiplyAdd(a1, b2, z1);
            TVector a2 = TLanes.Fill(a[2]);
            x2 = TLanes.MultiplyAdd(a2, b0, x2);
            y2 = TLanes.MultiplyAdd(a2, b1, y2);
            z2 = TLanes.MultiplyAdd(a2, b2, z2);
            TVector a3 = TLanes.Fill(a[3]);
            x3 = TLanes.MultiplyAdd(a3, b0, x3);
            y3 = TLanes.MultiplyAdd(a3, b1, y3);
            z3 = TLanes.MultiplyAdd(a3, b2, z3);
            TVector a4 = TLanes.Fill(a[4]);
            x4 = TLanes.MultiplyAdd(a4, b0, x4);
            y4 = TLanes.MultiplyAdd(a4, b1, y4);
            z4 = TLanes.MultiplyAdd(a4, b2, z4);
            TVector a5 = TLanes.Fill(a[5]);
            x5 = TLanes.MultiplyAdd(a5, b0, x5);
            y5 = TLanes.MultiplyAdd(a5, b1, y5);
            z5 = TLanes.MultiplyAdd(a5, b2, z5);
            TVector a6 = TLanes.Fill(a[6]);
            x6 = TLanes.MultiplyAdd(a6, b0, x6);
            y6 = TLanes.MultiplyAdd(a6, b1, y6);
            z6 = TLanes.MultiplyAdd(a6, b2, z6);
            TVector a7 = TLanes.Fill(a[7]);
            x7 = TLanes.MultiplyAdd(a7, b0, x7);
            y7 = TLanes.MultiplyAdd(a7, b1, y7);
            z7 = TLanes.MultiplyAdd(a7, b2, z7);
            a += 8;
            b += 3 * w;
        }

        Store(c + (0 * stride), x0, y0, z0);
        Store(c + (1 * stride), x1, y1, z1);
        Store(c + (2 * stride), x2, y2, z2);
        Store(c + (3 * stride), x3, y3, z3);
        Store(c + (4 * stride), x4, y4, z4);
        Store(c + (5 * stride), x5, y5, z5);
        Store(c + (6 * stride), x6, y6, z6);
        Store(c + (7 * stride), x7, y7, z7);
    }

    private static void Store(double* c, TVector x, TVector y, TVector z)
    {
        int w = TLanes.Count;
        TLanes.Store(x, c);
        TLanes.Store(y, c + w);
        TLanes.Store(z, c + (2 * w));
    }
}
