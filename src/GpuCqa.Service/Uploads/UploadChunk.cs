using System.Buffers;
using System.Runtime.InteropServices;
using GpuCqa.Api.V1;

namespace GpuCqa.Service.Uploads;

/// <summary>Bytes of a file with their offset; dispose of it once they are written, for the next chunk takes the same memory.</summary>
public readonly struct UploadChunk(WriteDatasetUploadRequest message) : IDisposable
{
    /// <summary>Where in the file the bytes begin.</summary>
    public long Offset => message.WriteOffset;

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => message.Data.Content.Memory;

    /// <inheritdoc/>
    public void Dispose()
    {
        // Messages of other origin than ChunkMarshaller hold an array of just their size, which no pool lends.
        if (MemoryMarshal.TryGetArray(Bytes, out ArraySegment<byte> held) && held.Offset > 0 && held.Array is { } array) ArrayPool<byte>.Shared.Return(array);
        message.Data = null;
    }
}
