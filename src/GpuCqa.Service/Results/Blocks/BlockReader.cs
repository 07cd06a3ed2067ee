using System.Security.Cryptography;
using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Results;

/// <summary>Reads a stored file block by block; a block that is not as it was written is never handed out.</summary>
public sealed class BlockReader : IDisposable
{
    private readonly FileStream data;
    private readonly string what, remedy;

    private BlockReader(FileStream data, IReadOnlyList<StoredBlock> blocks, string what, string remedy)
    {
        this.data = data;
        (this.what, this.remedy) = (what, remedy);
        Blocks = blocks;
    }

    /// <summary>The blocks in order, without gaps.</summary>
    public IReadOnlyList<StoredBlock> Blocks { get; }

    /// <summary>Opens a file and checks its size and its list of blocks.</summary>
    /// <param name="path">The file.</param>
    /// <param name="listPath">The list of its blocks.</param>
    /// <param name="content">What was recorded.</param>
    /// <param name="what">What callers know it as, for messages.</param>
    /// <param name="remedy">What to do where it is damaged, for messages.</param>
    /// <exception cref="RefusedException">It is missing or damaged.</exception>
    public static BlockReader Open(string path, string listPath, StoredContent content, string what, string remedy = "Run the analysis again.")
    {
        FileStream? data = null;
        try
        {
            byte[] list = File.ReadAllBytes(listPath);
            data = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, FileOptions.Asynchronous);
            if (Convert.ToHexStringLower(SHA256.HashData(list)) != content.BlocksSha256 || data.Length != content.Size) throw Damaged(what, "its size or its list of blocks", remedy);
            return new BlockReader(data, StoredBlock.Parse(list), what, remedy);
        }
        catch (Exception error)
        {
            data?.Dispose();
            if (error is IOException or UnauthorizedAccessException) throw Damaged(what, "a file of it, which cannot be read", remedy);
            throw;
        }
    }

    /// <summary>Index of the block that holds a unit.</summary>
    public int Find(long unit)
    {
        int low = 0, high = Blocks.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (Blocks[middle].First <= unit) low = middle;
            else high = middle - 1;
        }

        return low;
    }

    /// <summary>Reads and checks a block.</summary>
    /// <returns>The bytes; they are the caller's until the next read into the same buffer.</returns>
    /// <exception cref="RefusedException">The block is damaged.</exception>
    public async Task<ReadOnlyMemory<byte>> Read(int index, byte[] buffer, CancellationToken cancellation)
    {
        StoredBlock block = Blocks[index];
        Memory<byte> target = buffer.AsMemory(0, block.Bytes);
        try
        {
            data.Position = block.Offset;
            await data.ReadExactlyAsync(target, cancellation);
        }
        catch (IOException)
        {
            throw Damaged(what, $"what begins at {block.First}, which cannot be read", remedy);
        }

        return SHA256.HashData(target.Span).AsSpan().SequenceEqual(block.Sha256.Span) ? target : throw Damaged(what, $"what begins at {block.First}", remedy);
    }

    /// <inheritdoc/>
    public void Dispose() => data.Dispose();

    private static RefusedException Damaged(string what, string place, string remedy) => new(ErrorReason.DataLoss, $"{what} is damaged on the server's disk: {place}. {remedy}");
}
