namespace GpuCqa.Formats.Gzip;

/// <summary>The checksum of two runs of bytes from the checksums of each.</summary>
/// <remarks>
/// A checksum is a polynomial over GF(2) modulo the generator; putting n bytes behind it multiplies it by x^(8n), found by squaring. Bit 31 is x^0.
/// </remarks>
internal static class Crc32Combine
{
    private const uint Generator = 0xEDB88320u, One = 0x80000000u, X = 0x40000000u;

    /// <summary>Checksum of the first run followed by the second.</summary>
    public static uint Of(uint first, uint second, long secondLength)
    {
        uint shift = One, square = X;
        for (ulong power = (ulong)secondLength * 8; power != 0; power >>= 1)
        {
            if ((power & 1) != 0) shift = Multiply(shift, square);
            square = Multiply(square, square);
        }

        return Multiply(first, shift) ^ second;
    }

    private static uint Multiply(uint a, uint b)
    {
        uint product = 0;
        for (uint bit = One; bit != 0; bit >>= 1)
        {
            if ((a & bit) != 0) product ^= b;
            b = (b & 1) != 0 ? (b >> 1) ^ Generator : b >> 1;
        }

        return product;
    }
}
