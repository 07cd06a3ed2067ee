using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace GpuCqa.Formats.Hdf5.Storage;

/// <summary>Reads texts of variable length from a file's global heap, checking every size on the way.</summary>
/// <remarks>
/// A collection is "GCOL", version 1, three zeros and its size (8 bytes), then objects: index and references (2 bytes each), 4 unused
/// bytes, size (8), data up to the next multiple of 8; index 0 is the free rest. Texts that were written together lie together, so
/// the few last collections are kept. https://docs.hdfgroup.org/archive/support/HDF5/doc/H5.format.html#GlobalHeap
/// </remarks>
internal sealed class GlobalHeap(string path, long baseAddress) : IDisposable
{
    /// <summary>Longest text: names of cells and genes are far shorter.</summary>
    internal const int MostTextBytes = 1 << 20;

    private const int HeaderBytes = 16;
    private const long MostCollectionBytes = 16L << 20;
    private const int Kept = 8;
    private readonly SafeFileHandle file = File.OpenHandle(path, options: FileOptions.RandomAccess);
    private readonly Dictionary<long, HeapCollection> collections = [];
    private readonly Queue<long> order = new();

    /// <summary>Follows a reference.</summary>
    /// <param name="reference">The 16 bytes that stand for a text.</param>
    /// <param name="fault">What is wrong, or null.</param>
    /// <returns>The text, up to its first zero; empty when it was never written or is damaged.</returns>
    internal string Read(ReadOnlySpan<byte> reference, out string? fault)
    {
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(reference);
        ulong address = BinaryPrimitives.ReadUInt64LittleEndian(reference[4..]);
        uint index = BinaryPrimitives.ReadUInt32LittleEndian(reference[12..]);
        fault = null;
        if (address == 0 || length == 0) return "";
        if (length > MostTextBytes)
        {
            fault = $"is a text of {length} bytes, longer than any name";
            return "";
        }

        if (Collection(address) is not { } collection || !collection.TryFind(index, out ReadOnlySpan<byte> bytes) || bytes.Length < length)
        {
            fault = $"points at byte {address}, object {index}, where no text of {length} bytes lies";
            return "";
        }

        bytes = bytes[..(int)length];
        int end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end >= 0 ? bytes[..end] : bytes);
    }

    public void Dispose() => file.Dispose();

    private HeapCollection? Collection(ulong address)
    {
        if (address > long.MaxValue / 2) return null;
        long start = (long)address + baseAddress;
        if (collections.TryGetValue(start, out HeapCollection? known)) return known;
        var header = new byte[HeaderBytes];
        if (RandomAccess.Read(file, header, start) != HeaderBytes || !header.AsSpan().StartsWith("GCOL\u0001"u8)) return null;
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(8));
        if (size is < HeaderBytes or > (ulong)MostCollectionBytes || (long)size > RandomAccess.GetLength(file) - start) return null;
        var bytes = new byte[size];
        for (int have = 0; have < bytes.Length;)
        {
            int read = RandomAccess.Read(file, bytes.AsSpan(have), start + have);
            if (read == 0) return null;
            have += read;
        }

        if (order.Count == Kept) collections.Remove(order.Dequeue());
        order.Enqueue(start);
        return collections[start] = new HeapCollection(bytes);
    }
}
