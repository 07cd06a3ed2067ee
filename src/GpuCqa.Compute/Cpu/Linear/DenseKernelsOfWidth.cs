using System.Runtime.CompilerServices;

namespace GpuCqa.Compute.Linear;

/// <summary>The float64 kernels over one kind of lanes; remainders run element by element.</summary>
internal sealed unsafe class DenseKernels<TTile, TLanes, TVector> : DenseKernels
    where TTile : struct, IGemmTile
    where TLanes : struct, ILanes<TVector, double>
    where TVector : struct
{
    private const int PartialSums = 8;

    public override int Rows => TTile.Rows;

    public override int Columns => TTile.Columns;

    public override void Tile(double* a, double* b, int depth, double* c, long stride, bool add) => TTile.Run(a, b, depth, c, stride, add);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AddScaled(double factor, double* from, double* to, int count)
    {
        int w = TLanes.Count, i = 0;
        TVector f = TLanes.Fill(factor);
        for (; i <= count - w; i += w) TLanes.Store(TLanes.MultiplyAdd(f, TLanes.Load(from + i), TLanes.Load(to + i)), to + i);
        for (; i < count; i++) to[i] = double.MultiplyAddEstimate(factor, from[i], to[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double Dot(double* a, double* b, int count)
    {
        // Element i belongs to partial sum i mod 8, held in 8 / Count registers.
        double* sums = stackalloc double[PartialSums];
        int w = TLanes.Count, whole = count - (count % PartialSums);
        for (int lane = 0; lane < PartialSums; lane += w)
        {
            TVector sum = TLanes.Fill(0);
            for (int i = lane; i < whole; i += PartialSums) sum = TLanes.MultiplyAdd(TLanes.Load(a + i), TLanes.Load(b + i), sum);
            TLanes.Store(sum, sums + lane);
        }

        for (int i = whole; i < count; i++) sums[i - whole] = double.MultiplyAddEstimate(a[i], b[i], sums[i - whole]);
        return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Rotate(double* upper, double* lower, double c, double s, int count)
    {
        int w = TLanes.Count, i = 0;
        TVector cosine = TLanes.Fill(c), sine = TLanes.Fill(s), minus = TLanes.Fill(-s);
        for (; i <= count - w; i += w)
        {
            TVector u = TLanes.Load(upper + i), l = TLanes.Load(lower + i);
            TLanes.Store(TLanes.MultiplyAdd(sine, u, TLanes.Multiply(cosine, l)), lower + i);
            TLanes.Store(TLanes.MultiplyAdd(minus, l, TLanes.Multiply(cosine, u)), upper + i);
        }

        for (; i < count; i++)
        {
            double u = upper[i], l = lower[i];
            lower[i] = double.MultiplyAddEstimate(s, u, c * l);
            upper[i] = double.MultiplyAddEstimate(-s, l, c * u);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void SubtractTwo(double* row, double v, double* p, double w, double* q, int count)
    {
        int width = TLanes.Count, i = 0;
        TVector minusV = TLanes.Fill(-v), minusW = TLanes.Fill(-w);
        for (; i <= count - width; i += width)
            TLanes.Store(TLanes.MultiplyAdd(minusV, TLanes.Load(p + i), TLanes.MultiplyAdd(minusW, TLanes.Load(q + i), TLanes.Load(row + i))), row + i);
        for (; i < count; i++) row[i] = double.MultiplyAddEstimate(-v, p[i], double.MultiplyAddEstimate(-w, q[i], row[i]));
    }
}
