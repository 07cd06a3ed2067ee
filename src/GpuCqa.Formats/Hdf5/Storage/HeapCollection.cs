using System.Buffers.Binary;

namespace GpuCqa.Formats.Hdf5.Storage;

/// <summary>One collection of the global heap, and where its objects are.</summary>
internal sealed class HeapCollection
{
    private const int HeaderBytes = 16;
    private readonly byte[] bytes;
    private readonly Dictionary<uint, (int Start, int Length)> objects = [];

    internal HeapCollection(byte[] bytes)
    {
        this.bytes = bytes;
        for (int at = HeaderBytes; bytes.Length - at >= HeaderBytes;)
        {
            ushort index = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));
            ulong size = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at + 8));
            // The free rest ends the collection; an object that reaches beyond it ends what can be trusted.
            if (index == 0 || size > (ulong)(bytes.Length - at - HeaderBytes)) return;
            objects[index] = (at + HeaderBytes, (int)size);
            at += HeaderBytes + (int)((size + 7) & ~7UL);
        }
    }

    /// <summary>The bytes of an object; false when there is none of this index.</summary>
    internal bool TryFind(uint index, out ReadOnlySpan<byte> found)
    {
        bool exists = objects.TryGetValue(index, out (int Start, int Length) one);
        found = exists ? bytes.AsSpan(one.Start, one.Length) : default;
        return exists;
    }
}
