using System.Buffers;
using Google.Protobuf;
using GpuCqa.Api.V1;
using GpuCqa.Core.Checksums;

namespace GpuCqa.Service.Results;

/// <summary>Sends ranges of a stored file. One block is read, checked and sent before the next is read, so a slow reader costs two buffers of a block.</summary>
public sealed class BlockSender(BlockReader reader)
{
    // Where few columns of many are wanted: what a line that breaks makes the server read again, and how long a caller waits for a block.
    private const long MostGatheredBytes = 64 << 20;

    /// <summary>Sends chosen columns of rows [first, end) of a table.</summary>
    public async Task Rows(ColumnChoice choice, long first, long end, Func<TableBlock, CancellationToken, Task> send, CancellationToken cancellation)
    {
        using var gather = new RowGather(choice);
        long next = first, read = 0;
        await Each(first, end, async (block, bytes, from, to) =>
        {
            if (choice.IsWhole && to - from == block.Count)
            {
                await Flush();
                await Send(bytes, block.Count);
                return;
            }

            if (!gather.TryAdd(bytes.Span, block.Count, from, to - from))
            {
                await Flush();
                gather.TryAdd(bytes.Span, block.Count, from, to - from);
            }

            if ((read += block.Bytes) >= MostGatheredBytes) await Flush();
        }, cancellation);
        await Flush();

        Task Flush()
        {
            read = 0;
            int rows = gather.Rows;
            return rows == 0 ? Task.CompletedTask : Send(gather.Take(), rows);
        }

        async Task Send(ReadOnlyMemory<byte> bytes, int rows)
        {
            await send(new TableBlock { RowOffset = next, RowCount = rows, Data = Data(bytes) }, cancellation);
            next += rows;
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
