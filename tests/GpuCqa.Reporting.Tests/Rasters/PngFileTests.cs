using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using GpuCqa.Reporting.Rasters;
using Xunit;

namespace GpuCqa.Reporting.Tests.Rasters;

public class PngFileTests
{
    [Fact]
    public void Png_Decoded_GivesThePixelsBack()
    {
        var pixels = new Pixels(37, 11);
        for (int i = 0; i < pixels.Rgb.Length; i++) pixels.Rgb[i] = (byte)((i * 31) ^ (i >> 3));
        byte[] png = PngFile.Bytes(pixels, 192);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], png[..8]);
        var seen = new List<string>();
        byte[] data = [];
        for (int at = 8; at < png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            string type = Encoding.ASCII.GetString(png, at + 4, 4);
            Assert.Equal(Crc(png.AsSpan(at + 4, length + 4)), BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)));
            if (type == "IHDR") Assert.Equal((37, 11, (byte)8, (byte)2), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at + 8)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at + 12)), png[at + 16], png[at + 17]));
            if (type == "pHYs") Assert.Equal(7559, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at + 8)));
            if (type == "IDAT") data = png[(at + 8)..(at + 8 + length)];
            seen.Add(type);
            at += length + 12;
        }

        Assert.Equal(["IHDR", "pHYs", "IDAT", "IEND"], seen);
        Assert.Equal(pixels.Rgb, Unfilter(data, 37, 11));
    }

    // A table-driven CRC-32, as the PNG standard's annex writes it.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            uint c = n;
            for (int k = 0; k < 8; k++) c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            table[n] = c;
        }

        uint crc = 0xFFFFFFFF;
        foreach (byte b in bytes) crc = table[(crc ^ b) & 0xFF] ^ (crc >> 8);
        return crc ^ 0xFFFFFFFF;
    }

    private static byte[] Unfilter(byte[] data, int width, int height)
    {
        using var zlib = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
        using var raw = new MemoryStream();
        zlib.CopyTo(raw);
        byte[] bytes = raw.ToArray(), rgb = new byte[width * height * 3];
        int stride = width * 3;
        Assert.Equal(height * (stride + 1), bytes.Length);
        for (int y = 0; y < height; y++)
        {
            Assert.Equal(2, bytes[y * (stride + 1)]);
            for (int i = 0; i < stride; i++) rgb[(y * stride) + i] = (byte)(bytes[(y * (stride + 1)) + 1 + i] + (y == 0 ? 0 : rgb[((y - 1) * stride) + i]));
        }

        return rgb;
    }
}
