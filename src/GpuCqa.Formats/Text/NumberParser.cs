using System.Globalization;

namespace GpuCqa.Formats.Text;

/// <summary>Decimal text to float32, correctly rounded.</summary>
internal static class NumberParser
{
    private static readonly double[] PowersOfTen =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>Parses a number ("3", "-1.5", "2e-7"); blanks around it are allowed. NaN and infinities are not numbers here.</summary>
    /// <remarks>
    /// Up to 19 digits make an integer below 2^64, which times or over an exact power of ten gives a double within 2^-51 of the truth. If both ends
    /// of that interval round to the same float, it is the right one; else, and for anything unusual, the library's parser decides.
    /// </remarks>
    public static bool TryParse(ReadOnlySpan<byte> text, out float value)
    {
        text = text.Trim((byte)' ');
        int at = 0;
        bool negative = false;
        if (text.Length > 0 && text[0] is (byte)'-' or (byte)'+') negative = text[at++] == '-';
        ulong digits = 0;
        int count = 0, scale = 0;
        for (uint d; at < text.Length && (d = (uint)text[at] - '0') <= 9; at++, count++) digits = (digits * 10) + d;
        if (at < text.Length && text[at] == '.')
        {
            int point = ++at;
            for (uint d; at < text.Length && (d = (uint)text[at] - '0') <= 9; at++) digits = (digits * 10) + d;
            count += at - point;
            scale = point - at;
        }

        if (count is 0 or > 19) return TryLibrary(text, out value);
        if (at < text.Length && (text[at] | 0x20) == 'e')
        {
            at++;
            bool below = false;
            if (at < text.Length && text[at] is (byte)'-' or (byte)'+') below = text[at++] == '-';
            int first = at, exponent = 0;
            for (uint d; at < text.Length && (d = (uint)text[at] - '0') <= 9 && at - first < 4; at++) exponent = (exponent * 10) + (int)d;
            if (at == first) return TryLibrary(text, out value);
            scale += below ? -exponent : exponent;
        }

        if (at != text.Length || scale < -22 || scale > 15) return TryLibrary(text, out value);
        double magnitude = scale < 0 ? digits / PowersOfTen[-scale] : digits * PowersOfTen[scale];
        const double slack = 1.0 / (1L << 50);
        value = (float)magnitude;
        if ((float)(magnitude * (1 + slack)) != value || (float)(magnitude * (1 - slack)) != value) return TryLibrary(text, out value);
        if (negative) value = -value;
        return true;
    }

    private static bool TryLibrary(ReadOnlySpan<byte> text, out float value) =>
        float.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)
        && float.IsFinite(value);
}
