using System.Buffers;
using Google.Protobuf;
using GpuCqa.Api.V1;
using GpuCqa.Core.Checksums;
using GpuCqa.Service.Storage;

namespace GpuCqa.Service.Results;

/// <summary>Sends ranges of a stored file. One block is read, checked and sent before the next is read, so a slow reader costs two buffers of a block.</summary>
public sealed class BlockSender(BlockReader reader)
{
    /// <summary>Sends rows [first, end) of a table.</summary>
    public async Task Rows(TableSchema schema, long first, long end, Func<TableBlock, CancellationToken, Task> send, CancellationToken cancellation)
    {
        byte[] cut = [];
        try
        {
            await Each(first, end, async (block, bytes, from, to) =>
            {
                if (to - from < block.Count)
                {
                    // The first and the last block may be wanted in part.
                    if (cut.Length < bytes.Length)
                    {
                        if (cut.Length > 0) ArrayPool<byte>.Shared.Return(cut);
                        cut = ArrayPool<byte>.Shared.Rent(bytes.Length);
                    }

                    bytes = cut.AsMemory(0, TableRows.Cut(schema, bytes.Span, block.Count, from, to - from, cut));
                }

                await send(new TableBlock { RowOffset = block.First + from, RowCount = to - from, Data = Data(bytes) }, cancellation);
            }, cancellation);
        }
        finally
        {
            if (cut.Length > 0) ArrayPool<byte>.Shared.Return(cut);
        }
    }

    /// <summary>Sends bytes [first, end) of a file.</summary>
    public Task Bytes(long first, long end, Func<long, ChecksummedData, CancellationToken, Task> send, CancellationToken cancellation) =>
        Each(first, end, (block, bytes, from, to) => send(block.First + from, Data(bytes[from..to]), cancellation), cancellation);

    private async Task Each(long first, long end, Func<StoredBlock, ReadOnlyMemory<byte>, int, int, Task> take, CancellationToken cancellation)
    {
        if (first == end) return;
        int from = reader.Find(first), to = reader.Find(end - 1);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Enumerable.Range(from, to - from + 1).Max(b => reader.Blocks[b].Bytes));
        try
        {
            for (int b = from; b <= to; b++)
            {
                StoredBlock block = reader.Blocks[b];
                ReadOnlyMemory<byte> bytes = await reader.Read(b, buffer, cancellation);
                await take(block, bytes, (int)Math.Max(0, first - block.First), (int)Math.Min(block.Count, end - block.First));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // A message is serialized before its write ends, so the buffer may be filled again then.
    private static ChecksummedData Data(ReadOnlyMemory<byte> bytes) => new() { Content = UnsafeByteOperations.UnsafeWrap(bytes), Crc32C = Crc32C.Of(bytes.Span) };
}
