namespace GpuCqa.Core.Matrices;

/// <summary>Bytes of a packed chunk while it is made.</summary>
internal sealed class PackedWriter
{
    private byte[] bytes = new byte[1 << 16];
    private int length;

    /// <summary>Adds a group of numbers.</summary>
    public void Group(ReadOnlySpan<uint> values, bool mark)
    {
        if (bytes.Length - length < GroupPacking.MostBytes) Array.Resize(ref bytes, checked(2 * bytes.Length));
        length += GroupPacking.Pack(values, mark, bytes.AsSpan(length));
    }

    /// <summary>A copy of the bytes so far.</summary>
    public byte[] ToArray() => bytes[..length];
}
