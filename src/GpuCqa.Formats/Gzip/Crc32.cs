using System.Buffers.Binary;

namespace GpuCqa.Formats.Gzip;

/// <summary>The checksum of gzip (IEEE 802.3, reflected polynomial 0xEDB88320).</summary>
/// <remarks>Sixteen tables, one per byte of a 16-byte step: table k advances a byte past k zero bytes, so one step is sixteen independent look-ups.</remarks>
internal static class Crc32
{
    private static readonly uint[] Tables = MakeTables();

    /// <summary>Continues the checksum <paramref name="crc"/> (0 at the start) over more bytes.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<uint> t = Tables;
        t = t[..4096];
        uint c = ~crc;
        while (bytes.Length >= 16)
        {
            uint w0 = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ c;
            uint w1 = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            uint w2 = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
            uint w3 = BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]);
            c = t[3840 + (int)(w0 & 255)] ^ t[3584 + (int)((w0 >> 8) & 255)] ^ t[3328 + (int)((w0 >> 16) & 255)] ^ t[3072 + (int)(w0 >> 24)]
              ^ t[2816 + (int)(w1 & 255)] ^ t[2560 + (int)((w1 >> 8) & 255)] ^ t[2304 + (int)((w1 >> 16) & 255)] ^ t[2048 + (int)(w1 >> 24)]
              ^ t[1792 + (int)(w2 & 255)] ^ t[1536 + (int)((w2 >> 8) & 255)] ^ t[1280 + (int)((w2 >> 16) & 255)] ^ t[1024 + (int)(w2 >> 24)]
              ^ t[768 + (int)(w3 & 255)] ^ t[512 + (int)((w3 >> 8) & 255)] ^ t[256 + (int)((w3 >> 16) & 255)] ^ t[(int)(w3 >> 24)];
            bytes = bytes[16..];
        }

        foreach (byte b in bytes) c = t[(int)((c ^ b) & 255)] ^ (c >> 8);
        return ~c;
    }

    private static uint[] MakeTables()
    {
        uint[] tables = new uint[16 * 256];
        for (uint i = 0; i < 256; i++)
        {
            uint c = i;
            for (int bit = 0; bit < 8; bit++) c = (c & 1) != 0 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
            tables[i] = c;
        }

        for (int i = 256; i < tables.Length; i++) tables[i] = tables[tables[i - 256] & 255] ^ (tables[i - 256] >> 8);
        return tables;
    }
}
