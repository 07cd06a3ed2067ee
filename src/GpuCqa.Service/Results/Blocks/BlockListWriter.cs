using System.Buffers;
using System.Security.Cryptography;

namespace GpuCqa.Service.Results;

/// <summary>Records the blocks of a file while it is written or read.</summary>
public sealed class BlockListWriter : IDisposable
{
    /// <summary>Bytes of a block of a file.</summary>
    public const int BlockBytes = 1 << 20;

    private readonly IncrementalHash whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256), own = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly FileStream list;
    private long size;

    /// <summary>Writes the list to a new file.</summary>
    public BlockListWriter(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        list = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
    }

    /// <summary>Makes a written file durable and records its blocks.</summary>
    public static StoredContent Seal(string file, string listPath, CancellationToken cancellation)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            using var data = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.SequentialScan);
            using var list = new BlockListWriter(listPath);
            for (int read; (read = data.ReadAtLeast(buffer.AsSpan(0, BlockBytes), BlockBytes, throwOnEndOfStream: false)) > 0;)
            {
                cancellation.ThrowIfCancellationRequested();
                list.Add(read, buffer.AsSpan(0, read));
            }

            data.Flush(flushToDisk: true);
            return list.Complete();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Adds the next block.</summary>
    public void Add(int count, ReadOnlySpan<byte> bytes)
    {
        Span<byte> entry = stackalloc byte[StoredBlock.EntryBytes];
        StoredBlock.Write(entry, count, bytes);
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
