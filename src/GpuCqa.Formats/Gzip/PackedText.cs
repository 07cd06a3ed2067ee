namespace GpuCqa.Formats.Gzip;

/// <summary>A run of bytes deflated by itself, so that runs packed side by side can be joined into one gzip file.</summary>
/// <remarks>The bytes are a function of the content and of <c>last</c>. Any number of threads may pack at once.</remarks>
public sealed class PackedText
{
    private readonly MemoryStream packed;
    private readonly int packedLength;

    private PackedText(MemoryStream packed, int packedLength, DeflatePart part, bool last)
    {
        this.packed = packed;
        this.packedLength = packedLength;
        Checksum = part.Checksum;
        Length = part.Length;
        IsLast = last;
    }

    /// <summary>Number of bytes before deflation.</summary>
    public long Length { get; }

    /// <summary>Checksum of the bytes before deflation.</summary>
    internal uint Checksum { get; }

    /// <summary>Whether the run ends the data of its file.</summary>
    internal bool IsLast { get; }

    /// <summary>The deflated bytes.</summary>
    internal ReadOnlySpan<byte> Bytes => packed.GetBuffer().AsSpan(0, packedLength);

    /// <summary>Packs bytes.</summary>
    /// <param name="plain">The bytes.</param>
    /// <param name="last">Whether no run will follow.</param>
    public static PackedText Of(ReadOnlySpan<byte> plain, bool last)
    {
        var packed = new MemoryStream();
        using var part = new DeflatePart(packed);
        part.Write(plain);
        return End(packed, part, last);
    }

    /// <summary>Packs what is written.</summary>
    internal static PackedText Of(Action<DeflatePart> content, bool last)
    {
        var packed = new MemoryStream();
        using var part = new DeflatePart(packed);
        content(part);
        return End(packed, part, last);
    }

    private static PackedText End(MemoryStream packed, DeflatePart part, bool last)
    {
        // Disposing ends the data of the file. Without an end, what was packed up to here is all that is wanted.
        if (last) part.Dispose();
        else part.EndBlock();
        return new PackedText(packed, (int)packed.Length, part, last);
    }
}
