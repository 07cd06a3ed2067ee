using System.Buffers.Binary;
using System.IO.Compression;

namespace GpuCqa.Reporting.Rasters;

/// <summary>Encodes pixels as PNG (ISO/IEC 15948): 8 bits a channel, no interlace, each row by the "up" filter.</summary>
/// <remarks>The same pixels give the same bytes.</remarks>
internal static class PngFile
{
    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static byte[] Bytes(Pixels pixels, double pixelsPerInch = 0)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, pixels.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), pixels.Height);
        (header[8], header[9]) = (8, 2);
        Chunk(file, "IHDR"u8, header);
        if (pixelsPerInch > 0)
        {
            byte[] density = new byte[9];
            int perMetre = (int)Math.Round(pixelsPerInch / 0.0254);
            BinaryPrimitives.WriteInt32BigEndian(density, perMetre);
            BinaryPrimitives.WriteInt32BigEndian(density.AsSpan(4), perMetre);
            density[8] = 1;
            Chunk(file, "pHYs"u8, density);
        }

        Chunk(file, "IDAT"u8, Compressed(pixels));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Compressed(Pixels pixels)
    {
        int stride = pixels.Width * 3;
        byte[] row = new byte[stride + 1];
        row[0] = 2;
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (int y = 0; y < pixels.Height; y++)
            {
                ReadOnlySpan<byte> own = pixels.Rgb.AsSpan(y * stride, stride);
                if (y == 0)
                {
                    own.CopyTo(row.AsSpan(1));
                }
                else
                {
                    ReadOnlySpan<byte> above = pixels.Rgb.AsSpan((y - 1) * stride, stride);
                    for (int i = 0; i < stride; i++) row[i + 1] = (byte)(own[i] - above[i]);
                }

                zlib.Write(row);
            }
        }

        return packed.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(type, data));
        file.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte b in type) crc = Step(crc, b);
        foreach (byte b in data) crc = Step(crc, b);
        return ~crc;
    }

    private static uint Step(uint crc, byte b)
    {
        crc ^= b;
        for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
        return crc;
    }
}
