using System.Buffers.Binary;
using System.Numerics;

namespace GpuCqa.Client.Calls;

/// <summary>CRC-32C (Castagnoli; RFC 3720, appendix B.4), the checksum of every chunk on the wire.</summary>
internal static class Crc32C
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        for (; bytes.Length >= 8; bytes = bytes[8..]) crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte value in bytes) crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }
}
