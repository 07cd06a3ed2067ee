using System.IO.Compression;
using System.Text;

namespace GpuCqa.Formats.Tests.Text;

internal static class GzipFiles
{
    public static byte[] Compress(string text) => Compress(Encoding.UTF8.GetBytes(text));

    public static byte[] Compress(byte[] data)
    {
        var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Optimal)) gzip.Write(data);
        return memory.ToArray();
    }

    /// <summary>Bytes that compress badly, so that the deflate data is long.</summary>
    public static byte[] Noise(int length, int seed)
    {
        byte[] data = new byte[length];
        new Random(seed).NextBytes(data);
        return data;
    }
}
