namespace GpuCqa.Formats.Gzip;

/// <summary>The header of a gzip member (RFC 1952, 2.3).</summary>
internal static class GzipHeader
{
    private const int HeaderChecksum = 2, Extra = 4, Name = 8, Comment = 16, Reserved = 0xE0;

    /// <summary>Moves past a header; false when it is cut off or malformed.</summary>
    public static bool TrySkip(GzipChunks chunks)
    {
        if (chunks.Next() != 0x1F || chunks.Next() != 0x8B || chunks.Next() != 8) return false;
        int flags = chunks.Next();
        if (flags < 0 || (flags & Reserved) != 0 || !TrySkipBytes(chunks, 6)) return false;
        if ((flags & Extra) != 0)
        {
            int low = chunks.Next(), high = chunks.Next();
            if (high < 0 || !TrySkipBytes(chunks, low | (high << 8))) return false;
        }

        if ((flags & Name) != 0 && !TrySkipText(chunks)) return false;
        if ((flags & Comment) != 0 && !TrySkipText(chunks)) return false;
        return (flags & HeaderChecksum) == 0 || TrySkipBytes(chunks, 2);
    }

    private static bool TrySkipBytes(GzipChunks chunks, int count)
    {
        for (; count > 0; count--)
        {
            if (chunks.Next() < 0) return false;
        }

        return true;
    }

    private static bool TrySkipText(GzipChunks chunks)
    {
        int b;
        while ((b = chunks.Next()) > 0) { }
        return b == 0;
    }
}
