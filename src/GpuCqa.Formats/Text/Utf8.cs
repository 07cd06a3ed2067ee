using System.Text;
using GpuCqa.Core.Errors;

namespace GpuCqa.Formats.Text;

/// <summary>Text of input files: UTF-8, strictly.</summary>
internal static class Utf8
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of some bytes.</summary>
    /// <exception cref="BadDataException">The bytes are not UTF-8.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes, string path, string place)
    {
        if (bytes.Contains((byte)0)) throw new BadDataException(path, place, "holds a zero byte: this is not a text file (or it is UTF-16; save it as UTF-8)");
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException error)
        {
            throw new BadDataException(path, place, "is not UTF-8 text", error);
        }
    }

    /// <summary>Bytes as text for a message: at most 40 characters, anything unprintable as '?'.</summary>
    public static string Quote(ReadOnlySpan<byte> bytes)
    {
        const int longest = 40;
        string text = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, longest)]);
        text = string.Concat(text.Select(c => char.IsControl(c) || c == '\uFFFD' ? '?' : c));
        return bytes.Length > longest ? $"'{text}...'" : $"'{text}'";
    }
}
