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

    public override void DotRows(double* a, long stride, int rows, double* x, double* sums, int count)
    {
        int r = 0;
        if (TLanes.Count >= 4)
        {
            for (; r <= rows - 4; r += 4) DotFour(a + (r * stride), stride, x, sums + r, count);
        }

        for (; r < rows; r++) sums[r] = Dot(a + (r * stride), x, count);
    }

    public override void AddRows(double* a, long stride, int rows, double* factors, double* to, int count)
    {
        int r = 0;
        for (; r <= rows - 4; r += 4) AddFour(a + (r * stride), stride, factors + r, to, count);
        for (; r < rows; r++) AddScaled(factors[r], a + (r * stride), to, count);
    }

    public override void AddToRows(double* a, long stride, int rows, double* factors, double* x, int count)
    {
        int r = 0;
        for (; r <= rows - 4; r += 4) AddToFour(a + (r * stride), stride, factors + r, x, count);
        for (; r < rows; r++) AddScaled(factors[r], x, a + (r * stride), count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void FourRowsBothWays(double* a, long stride, double* x, double* sums, double* factors, double* y, int count)
    {
        int w = TLanes.Count, i = 0;
        if (w < 4)
        {
            DotRows(a, stride, 4, x, sums, count);
            AddRows(a, stride, 4, factors, y, count);
            return;
        }

        double* a0 = a, a1 = a + stride, a2 = a1 + stride, a3 = a2 + stride;
        TVector f0 = TLanes.Fill(factors[0]), f1 = TLanes.Fill(factors[1]), f2 = TLanes.Fill(factors[2]), f3 = TLanes.Fill(factors[3]);
        TVector s0 = TLanes.Fill(0), s1 = s0, s2 = s0, s3 = s0, t0 = s0, t1 = s0, t2 = s0, t3 = s0;
        for (; i <= count - PartialSums; i += PartialSums)
        {
            TVector x0 = TLanes.Load(x + i), y0 = TLanes.Load(y + i), b = TLanes.Load(a0 + i);
            s0 = TLanes.MultiplyAdd(b, x0, s0);
            y0 = TLanes.MultiplyAdd(f0, b, y0);
            b = TLanes.Load(a1 + i);
            s1 = TLanes.MultiplyAdd(b, x0, s1);
            y0 = TLanes.MultiplyAdd(f1, b, y0);
            b = TLanes.Load(a2 + i);
            s2 = TLanes.MultiplyAdd(b, x0, s2);
            y0 = TLanes.MultiplyAdd(f2, b, y0);
            b = TLanes.Load(a3 + i);
            s3 = TLanes.MultiplyAdd(b, x0, s3);
            TLanes.Store(TLanes.MultiplyAdd(f3, b, y0), y + i);
            if (w == PartialSums) continue;
            int j = i + w;
            x0 = TLanes.Load(x + j);
            y0 = TLanes.Load(y + j);
            b = TLanes.Load(a0 + j);
            t0 = TLanes.MultiplyAdd(b, x0, t0);
            y0 = TLanes.MultiplyAdd(f0, b, y0);
            b = TLanes.Load(a1 + j);
            t1 = TLanes.MultiplyAdd(b, x0, t1);
            y0 = TLanes.MultiplyAdd(f1, b, y0);
            b = TLanes.Load(a2 + j);
            t2 = TLanes.MultiplyAdd(b, x0, t2);
            y0 = TLanes.MultiplyAdd(f2, b, y0);
            b = TLanes.Load(a3 + j);
            t3 = TLanes.MultiplyAdd(b, x0, t3);
            TLanes.Store(TLanes.MultiplyAdd(f3, b, y0), y + j);
        }

        sums[0] = Sum(s0, t0, a0, x, i, count);
        sums[1] = Sum(s1, t1, a1, x, i, count);
        sums[2] = Sum(s2, t2, a2, x, i, count);
        sums[3] = Sum(s3, t3, a3, x, i, count);
        for (; i < count; i++)
        {
            double sum = double.MultiplyAddEstimate(factors[0], a0[i], y[i]);
            sum = double.MultiplyAddEstimate(factors[1], a1[i], sum);
            sum = double.MultiplyAddEstimate(factors[2], a2[i], sum);
            y[i] = double.MultiplyAddEstimate(factors[3], a3[i], sum);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DotFour(double* a, long stride, double* x, double* sums, int count)
    {
        int w = TLanes.Count, i = 0;
        double* a0 = a, a1 = a + stride, a2 = a1 + stride, a3 = a2 + stride;
        TVector s0 = TLanes.Fill(0), s1 = s0, s2 = s0, s3 = s0, t0 = s0, t1 = s0, t2 = s0, t3 = s0;
        for (; i <= count - PartialSums; i += PartialSums)
        {
            TVector x0 = TLanes.Load(x + i);
            s0 = TLanes.MultiplyAdd(TLanes.Load(a0 + i), x0, s0);
            s1 = TLanes.MultiplyAdd(TLanes.Load(a1 + i), x0, s1);
            s2 = TLanes.MultiplyAdd(TLanes.Load(a2 + i), x0, s2);
            s3 = TLanes.MultiplyAdd(TLanes.Load(a3 + i), x0, s3);
            if (w == PartialSums) continue;
            int j = i + w;
            x0 = TLanes.Load(x + j);
            t0 = TLanes.MultiplyAdd(TLanes.Load(a0 + j), x0, t0);
            t1 = TLanes.MultiplyAdd(TLanes.Load(a1 + j), x0, t1);
            t2 = TLanes.MultiplyAdd(TLanes.Load(a2 + j), x0, t2);
            t3 = TLanes.MultiplyAdd(TLanes.Load(a3 + j), x0, t3);
        }

        sums[0] = Sum(s0, t0, a0, x, i, count);
        sums[1] = Sum(s1, t1, a1, x, i, count);
        sums[2] = Sum(s2, t2, a2, x, i, count);
        sums[3] = Sum(s3, t3, a3, x, i, count);
    }

    /// <summary>The partial sums of one row, in one register or two, with the elements that are left, added up as <see cref="Dot"/> does.</summary>
    private static double Sum(TVector low, TVector high, double* a, double* x, int done, int count)
    {
        double* sums = stackalloc double[PartialSums];
        TLanes.Store(low, sums);
        if (TLanes.Count < PartialSums) TLanes.Store(high, sums + TLanes.Count);
        for (int i = done; i < count; i++) sums[i - done] = double.MultiplyAddEstimate(a[i], x[i], sums[i - done]);
        return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddFour(double* a, long stride, double* factors, double* to, int count)
    {
        int w = TLanes.Count, i = 0;
        double* a0 = a, a1 = a + stride, a2 = a1 + stride, a3 = a2 + stride;
        TVector f0 = TLanes.Fill(factors[0]), f1 = TLanes.Fill(factors[1]), f2 = TLanes.Fill(factors[2]), f3 = TLanes.Fill(factors[3]);
        for (; i <= count - w; i += w)
        {
            TVector sum = TLanes.MultiplyAdd(f0, TLanes.Load(a0 + i), TLanes.Load(to + i));
            sum = TLanes.MultiplyAdd(f1, TLanes.Load(a1 + i), sum);
            sum = TLanes.MultiplyAdd(f2, TLanes.Load(a2 + i), sum);
            TLanes.Store(TLanes.MultiplyAdd(f3, TLanes.Load(a3 + i), sum), to + i);
        }

        for (; i < count; i++)
        {
            double sum = double.MultiplyAddEstimate(factors[0], a0[i], to[i]);
            sum = double.MultiplyAddEstimate(factors[1], a1[i], sum);
            sum = double.MultiplyAddEstimate(factors[2], a2[i], sum);
            to[i] = double.MultiplyAddEstimate(factors[3], a3[i], sum);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddToFour(double* a, long stride, double* factors, double* x, int count)
    {
        int w = TLanes.Count, i = 0;
        double* a0 = a, a1 = a + stride, a2 = a1 + stride, a3 = a2 + stride;
        TVector f0 = TLanes.Fill(factors[0]), f1 = TLanes.Fill(factors[1]), f2 = TLanes.Fill(factors[2]), f3 = TLanes.Fill(factors[3]);
        for (; i <= count - w; i += w)
        {
            TVector x0 = TLanes.Load(x + i);
            TLanes.Store(TLanes.MultiplyAdd(f0, x0, TLanes.Load(a0 + i)), a0 + i);
            TLanes.Store(TLanes.MultiplyAdd(f1, x0, TLanes.Load(a1 + i)), a1 + i);
            TLanes.Store(TLanes.MultiplyAdd(f2, x0, TLanes.Load(a2 + i)), a2 + i);
            TLanes.Store(TLanes.MultiplyAdd(f3, x0, TLanes.Load(a3 + i)), a3 + i);
        }

        for (; i < count; i++)
        {
            a0[i] = double.MultiplyAddEstimate(factors[0], x[i], a0[i]);
            a1[i] = double.MultiplyAddEstimate(factors[1], x[i], a1[i]);
            a2[i] = double.MultiplyAddEstimate(factors[2], x[i], a2[i]);
            a3[i] = double.MultiplyAddEstimate(factors[3], x[i], a3[i]);
        }
    }
}
