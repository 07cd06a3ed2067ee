using System.Buffers.Binary;

namespace GpuCqa.Service.Results;

/// <summary>The blocks of a stored file, in a file of their own: 40 bytes each (units and bytes as little-endian int32, SHA-256).</summary>
/// <remarks>The list's own SHA-256 is in the database, so every byte that is handed out hangs on a hash that no damage of the files can change.</remarks>
public static class BlockList
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
