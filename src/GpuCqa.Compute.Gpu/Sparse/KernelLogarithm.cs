using ILGPU;

namespace GpuCqa.Compute.Gpu.Sparse;

/// <summary>ln(1 + x) in float64 for kernels: a device's own logarithm is an approximation of float32's accuracy in some back ends.</summary>
internal static class KernelLogarithm
{
    private const double Ln2High = 6.93147180369123816490e-01; // the last 32 bits are zero, so that a product with an exponent is exact
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const ulong HalfRoot = 0x3FE6A09E667F3BCDUL; // sqrt(1/2)

    /// <summary>ln(1 + x) for x >= 0, to about one unit in the last place.</summary>
    /// <remarks>
    /// u = 1 + x = 2^k m with m in [sqrt(1/2), sqrt(2)); with f = m - 1 and s = f / (2 + f), ln m = 2 atanh(s) = f - s (f - R), where
    /// R = 2 (s^2 / 3 + s^4 / 5 + ...), to s^24 (s^2 &lt; 0.0295). What the rounding of u dropped is added as (x - (u - 1)) / u, as
    /// <see cref="Exact.LogOnePlus"/> does. Two divisions, 16 multiplications; no branch but for infinity.
    /// </remarks>
    public static double OfOnePlus(double x)
    {
        double u = 1.0 + x;
        if (u > double.MaxValue) return u;
        ulong bits = Interop.FloatAsInt(u);
        // Bits above those of sqrt(1/2) count the powers of two between.
        ulong above = bits - HalfRoot;
        int k = (int)((long)above >> 52);
        double m = Interop.IntAsFloat((above & 0x000FFFFFFFFFFFFFUL) + HalfRoot);
        double f = m - 1.0, s = f / (2.0 + f), z = s * s;
        double r = z * ((2.0 / 3) + (z * ((2.0 / 5) + (z * ((2.0 / 7) + (z * ((2.0 / 9) + (z * ((2.0 / 11) + (z * ((2.0 / 13)
            + (z * ((2.0 / 15) + (z * ((2.0 / 17) + (z * ((2.0 / 19) + (z * ((2.0 / 21) + (z * ((2.0 / 23) + (z * (2.0 / 25)))))))))))))))))))))));
        double dropped = (x - (u - 1.0)) / u;
        return (k * Ln2High) - ((s * (f - r)) - ((k * Ln2Low) + dropped) - f);
    }
}
