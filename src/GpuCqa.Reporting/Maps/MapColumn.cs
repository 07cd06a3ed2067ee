using System.IO.Compression;

namespace GpuCqa.Reporting.Maps;

/// <summary>One column of the map's cells as the page carries it: bytes, deflated (RFC 1951), base64.</summary>
/// <param name="Id">Id of the element that holds it.</param>
/// <param name="Text">The base64 text.</param>
internal sealed record MapColumn(string Id, string Text)
{
    public static MapColumn Of(string id, byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true)) deflate.Write(bytes);
        return new MapColumn(id, Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length));
    }
}
