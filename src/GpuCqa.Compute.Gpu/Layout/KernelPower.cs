using ILGPU;

namespace GpuCqa.Compute.Gpu;

/// <summary>x^b of float32 in kernels: a device's own power is an approximation in some back ends and missing in others.</summary>
/// <remarks>
/// The series of <see cref="VectorPower"/>, whose remarks derive them: log2 x = exponent + 2/ln 2 atanh((m - 1) / (m + 1)), mantissa m in
/// [sqrt 1/2, sqrt 2); 2^t = 2^round(t) times a Taylor series. Relative error below 3e-6. One division, 14 multiply-adds.
/// </remarks>
internal static class KernelPower
{
    private const float SmallestNormal = 1.17549435e-38f;
    private const int HalfRoot = 0x3F3504F3;

    /// <summary>x^b for x at or above 0 and b above 0; below the smallest normal number x counts as that.</summary>
    public static float Of(float x, float b)
    {
        int bits = (int)Interop.FloatAsInt(IntrinsicMath.Max(x, SmallestNormal)), exponent = (bits - HalfRoot) >> 23;
        float m = Interop.IntAsFloat((uint)(bits - (exponent << 23))), s = (m - 1) / (m + 1), q = s * s;
        float series = (((((((0.32059889f * q) + 0.41219858f) * q) + 0.57707802f) * q) + 0.96179669f) * q) + 2.88539008f;
        float t = IntrinsicMath.Min(IntrinsicMath.Max(((series * s) + exponent) * b, -126f), 127f);

        // Rounding of a positive number cuts it off.
        int whole = (int)(t + 127.5f) - 127;
        float f = t - whole;
        series = (((((1.52527338e-5f * f) + 1.54035304e-4f) * f) + 1.33335581e-3f) * f) + 9.61812911e-3f;
        series = (((((((series * f) + 5.55041087e-2f) * f) + 2.40226507e-1f) * f) + 6.93147181e-1f) * f) + 1;
        return series * Interop.IntAsFloat((uint)((whole + 127) << 23));
    }
}
