using System.Runtime.CompilerServices;

namespace GpuCqa.Compute.Linear;

/// <summary>Four rows by three registers, for 16 registers.</summary>
/// <remarks>Each element is one chain of multiply-adds over the depth, so its bits do not depend on the shape of the tile.</remarks>
internal readonly unsafe struct GemmTile4<TLanes, TVector> : IGemmTile
    where TLanes : struct, ILanes<TVector, double>
    where TVector : struct
{
    public static int Rows => 4;

    public static int Columns => 3 * TLanes.Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(double* a, double* b, int depth, double* c, long stride, bool add)
    {
        int w = TLanes.Count;
        TVector zero = TLanes.Fill(0);
        TVector x0 = zero, y0 = zero, z0 = zero, x1 = zero, y1 = zero, z1 = zero, x2 = zero, y2 = zero, z2 = zero, x3 = zero, y3 = zero, z3 = zero;
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
            a += 4;
            b += 3 * w;
        }

        Store(c + (0 * stride), x0, y0, z0);
        Store(c + (1 * stride), x1, y1, z1);
        Store(c + (2 * stride), x2, y2, z2);
        Store(c + (3 * stride), x3, y3, z3);
    }

    private static void Store(double* c, TVector x, TVector y, TVector z)
    {
        int w = TLanes.Count;
        TLanes.Store(x, c);
        TLanes.Store(y, c + w);
        TLanes.Store(z, c + (2 * w));
    }
}
