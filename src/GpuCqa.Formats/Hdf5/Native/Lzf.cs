namespace GpuCqa.Formats.Hdf5.Native;

/// <summary>The LZF stream: runs of literals, and copies of what was already written.</summary>
/// <remarks>
/// A control byte below 32 is followed by control + 1 literals. Otherwise its upper three bits are the length of a copy minus 2
/// (7: the next byte is added), and its lower five bits with the next byte the distance back minus 1.
/// </remarks>
internal static class Lzf
{
    /// <summary>Bytes that a stream decodes to, or -1 when it is cut short or longer than an array.</summary>
    internal static int DecodedLength(ReadOnlySpan<byte> packed)
    {
        long length = 0;
        int at = 0;
        while (at < packed.Length)
        {
            int control = packed[at++];
            if (control < 32)
            {
                length += control + 1;
                at += control + 1;
            }
            else
            {
                int copy = control >> 5;
                if (copy == 7)
                {
                    if (at >= packed.Length) return -1;
                    copy += packed[at++];
                }

                length += copy + 2;
                at++;
            }

            if (at > packed.Length) return -1;
        }

        return length <= int.MaxValue ? (int)length : -1;
    }

    /// <summary>Decodes a stream whose length was taken by <see cref="DecodedLength"/>; false when a copy reaches before the start.</summary>
    internal static bool TryDecode(ReadOnlySpan<byte> packed, Span<byte> plain)
    {
        int at = 0, to = 0;
        while (at < packed.Length)
        {
            int control = packed[at++];
            if (control < 32)
            {
                packed.Slice(at, control + 1).CopyTo(plain[to..]);
                at += control + 1;
                to += control + 1;
                continue;
            }

            int length = control >> 5;
            if (length == 7) length += packed[at++];
            int from = to - (((control & 0x1F) << 8) | packed[at++]) - 1;
            if (from < 0) return false;
            // Source and target may overlap: a copy over itself repeats a pattern, byte by byte.
            for (int end = to + length + 2; to < end;) plain[to++] = plain[from++];
        }

        return true;
    }
}
