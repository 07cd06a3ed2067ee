using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuCqa.Compute;

/// <summary>x^b of eight floats from multiplications, additions and one division, so that its bits are the same on every CPU.</summary>
/// <remarks>
/// log2 x = exponent + 2/ln 2 atanh((m - 1) / (m + 1)) with the mantissa m in [sqrt 1/2, sqrt 2), odd series to the 9th power; 2^t = 2^round(t)
/// times the Taylor series of the rest, in [-1/2, 1/2], to the 7th power. Relative error below 3e-6 for x in [1e-12, 1e12] and b up to 2.
/// </remarks>
internal static class VectorPower
{
    private const float SmallestNormal = 1.17549435e-38f;

    /// <summary>x^b for x at or above 0 and b above 0; below the smallest normal number x counts as that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Of(Vector256<float> x, Vector256<float> b) => Exp2(Log2(Vector256.Max(x, Vector256.Create(SmallestNormal))) * b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Log2(Vector256<float> x)
    {
        // Subtracting the bits of sqrt(1/2) makes the exponent field the power of two that brings the mantissa into [sqrt 1/2, sqrt 2).
        Vector256<int> bits = x.AsInt32(), half = Vector256.Create(0x3F3504F3);
        Vector256<int> exponent = (bits - half) >> 23;
        Vector256<float> m = (bits - (exponent << 23)).AsSingle(), one = Vector256<float>.One;
        Vector256<float> s = (m - one) / (m + one), q = s * s;
        Vector256<float> series = Vector256.Create(0.32059889f); // 2 / (9 ln 2)
        series = (series * q) + Vector256.Create(0.41219858f);   // 2 / (7 ln 2)
        series = (series * q) + Vector256.Create(0.57707802f);   // 2 / (5 ln 2)
        series = (series * q) + Vector256.Create(0.96179669f);   // 2 / (3 ln 2)
        series = (series * q) + Vector256.Create(2.88539008f);   // 2 / ln 2
        return (series * s) + Vector256.ConvertToSingle(exponent);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Exp2(Vector256<float> t)
    {
        t = Vector256.Min(Vector256.Max(t, Vector256.Create(-126f)), Vector256.Create(127f));
        Vector256<float> whole = Vector256.Floor(t + Vector256.Create(0.5f));
        Vector256<float> f = t - whole;
        Vector256<float> series = Vector256.Create(1.52527338e-5f); // ln(2)^7 / 7!
        series = (series * f) + Vector256.Create(1.54035304e-4f);   // ln(2)^6 / 6!
        series = (series * f) + Vector256.Create(1.33335581e-3f);
        series = (series * f) + Vector256.Create(9.61812911e-3f);
        series = (series * f) + Vector256.Create(5.55041087e-2f);
        series = (series * f) + Vector256.Create(2.40226507e-1f);
        series = (series * f) + Vector256.Create(6.93147181e-1f);
        series = (series * f) + Vector256<float>.One;
        return series * ((Vector256.ConvertToInt32(whole) + Vector256.Create(127)) << 23).AsSingle();
    }
}
