using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace GpuCqa.Service.Hosting;

/// <summary>
/// Memory of connections, in pinned blocks of 32 KiB: the server's own pool has blocks of 4 KiB, so that each mebibyte of an upload takes 256 reads of the socket rather than 32.
/// </summary>
public sealed class BlockPool : MemoryPool<byte>
{
    private const int BlockBytes = 32 << 10, MostKept = 512;

    private readonly ConcurrentQueue<Block> free = new();
    private int kept;

    /// <inheritdoc/>
    public override int MaxBufferSize => BlockBytes;

    /// <inheritdoc/>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
        if (!free.TryDequeue(out Block? block)) return new Block(this);
        Interlocked.Decrement(ref kept);
        block.Lend();
        return block;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => free.Clear();

    // What a rush of connections took beyond the kept blocks is the collector's.
    private void Return(Block block)
    {
        if (Interlocked.Increment(ref kept) <= MostKept) free.Enqueue(block);
        else Interlocked.Decrement(ref kept);
    }

    private sealed class Block(BlockPool pool) : IMemoryOwner<byte>
    {
        private int lent = 1;

        public Memory<byte> Memory { get; } = GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true);

        public void Lend() => Volatile.Write(ref lent, 1);

        public void Dispose()
        {
            // Returned twice it would be lent to two connections at once.
            if (Interlocked.Exchange(ref lent, 0) == 1) pool.Return(this);
        }
    }

    /// <summary>Gives the web server such a pool wherever it asks for memory of connections.</summary>
    public sealed class Factory : IMemoryPoolFactory<byte>
    {
        /// <inheritdoc/>
        public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new BlockPool();
    }
}
