using System.Security.Cryptography;

namespace GpuCqa.Service.Results;

/// <summary>Records the blocks of a file while it is written or read.</summary>
public sealed class BlockListWriter : IDisposable
{
    private readonly IncrementalHash whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256), own = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly FileStream list;
    private long size;

    /// <summary>Writes the list to a new file.</summary>
    public BlockListWriter(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        list = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
    }

    /// <summary>Adds the next block.</summary>
    public void Add(int count, ReadOnlySpan<byte> bytes)
    {
        Span<byte> entry = stackalloc byte[BlockList.EntryBytes];
        BlockList.Write(entry, count, bytes);
        whole.AppendData(bytes);
        own.AppendData(entry);
        list.Write(entry);
        size += bytes.Length;
    }

    /// <summary>Brings the list to the disk.</summary>
    public StoredContent Complete()
    {
        list.Flush(flushToDisk: true);
        return new StoredContent(size, Convert.ToHexStringLower(whole.GetHashAndReset()), Convert.ToHexStringLower(own.GetHashAndReset()));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        list.Dispose();
        whole.Dispose();
        own.Dispose();
    }
}
