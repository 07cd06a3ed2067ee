using System.Buffers.Binary;
namespace GpuCqa.Service.Results;

/// <summary>Bytes of a stored file that are read and checked as one.</summary>
/// <remarks>
/// The blocks of a file stand in a list, a file of its own: 40 bytes each (units and bytes as little-endian int32, SHA-256). The list's own SHA-256 is in the database, so every byte
/// that is handed out hangs on a hash that no damage of the files can change.
/// </remarks>
/// <param name="First">First unit of it: a row of a table, a byte of a file.</param>
/// <param name="Count">Units.</param>
/// <param name="Offset">First byte within the file.</param>
/// <param name="Bytes">Bytes.</param>
/// <param name="Sha256">SHA-256 of the bytes.</param>
public readonly record struct StoredBlock(long First, int Count, long Offset, int Bytes, ReadOnlyMemory<byte> Sha256)
{
    internal const int EntryBytes = 4 + 4 + HashBytes;

    internal const int HashBytes = 32;

    internal static void Write(Span<byte> entry, int count, ReadOnlySpan<byte> bytes)
    {
        BinaryPrimitives.WriteInt32LittleEndian(entry, count);
        BinaryPrimitives.WriteInt32LittleEndian(entry[4..], bytes.Length);
        System.Security.Cryptography.SHA256.HashData(bytes, entry[8..]);
    }

    internal static StoredBlock[] Parse(byte[] list)
    {
        var blocks = new StoredBlock[list.Length / EntryBytes];
        long first = 0, offset = 0;
        for (int i = 0; i < blocks.Length; i++)
        {
            ReadOnlyMemory<byte> entry = list.AsMemory(i * EntryBytes, EntryBytes);
            blocks[i] = new StoredBlock(first, BinaryPrimitives.ReadInt32LittleEndian(entry.Span), offset, BinaryPrimitives.ReadInt32LittleEndian(entry.Span[4..]), entry[8..]);
            first += blocks[i].Count;
            offset += blocks[i].Bytes;
        }

        return blocks;
    }
}
