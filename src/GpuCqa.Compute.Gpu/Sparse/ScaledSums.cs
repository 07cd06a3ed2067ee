namespace GpuCqa.Compute.Gpu.Sparse;

/// <summary>The units in which values of any finite magnitude are summed as integers, and the way back.</summary>
internal static class ScaledSums
{
    /// <summary>Exponents that the sums take; a matrix beyond them is summed on the host.</summary>
    private const int MaxExponent = 400;

    /// <summary>Bits of a value's leading part.</summary>
    public static int Bits(int rows) => 62 - (int)Math.Ceiling(Math.Log2(rows + 1.0));

    /// <summary>Per column the exponent e with all magnitudes below 2^e, or null where one is beyond what the sums take or is no number.</summary>
    /// <param name="largest">Bits of the largest magnitude.</param>
    public static int[]? Exponents(long[] largest)
    {
        var exponents = new int[largest.Length];
        for (int c = 0; c < exponents.Length; c++)
        {
            if (largest[c] == 0) continue;
            exponents[c] = (int)(largest[c] >> 52) - 1022;
            if (exponents[c] is < -MaxExponent or > MaxExponent) return null;
        }

        return exponents;
    }

    /// <summary>Per column 2^(b - e), then per column 2^(b - 2 e).</summary>
    public static double[] Units(int[] exponents, int bits) =>
        [.. exponents.Select(e => Math.ScaleB(1, bits - e)), .. exponents.Select(e => Math.ScaleB(1, bits - (2 * e)))];

    /// <summary>leading 2^(e - b) + rest 2^(e - 2 b), rounded once.</summary>
    public static double Value(long leading, long rest, int exponent, int bits) => Math.ScaleB((double)(((Int128)leading << bits) + rest), exponent - (2 * bits));
}
