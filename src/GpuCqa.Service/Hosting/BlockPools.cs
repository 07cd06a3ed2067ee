using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace GpuCqa.Service.Hosting;

/// <summary>Gives the web server a <see cref="BlockPool"/> wherever it asks for memory of connections.</summary>
public sealed class BlockPools : IMemoryPoolFactory<byte>
{
    /// <inheritdoc/>
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new BlockPool();
}
