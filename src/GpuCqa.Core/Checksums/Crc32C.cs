using System.Buffers.Binary;
using System.Numerics;

namespace GpuCqa.Core.Checksums;

/// <summary>CRC-32C (Castagnoli; RFC 3720, appendix B.4).</summary>
public static class Crc32C
{
    /// <summary>Checksum of bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        // Eight bytes a step, one instruction each where the processor has it; the remainder one by one.
        for (; bytes.Length >= 8; bytes = bytes[8..]) crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte value in bytes) crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }
}
