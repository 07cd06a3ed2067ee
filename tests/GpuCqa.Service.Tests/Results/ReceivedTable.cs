using System.Runtime.InteropServices;
using System.Text;
using GpuCqa.Api.V1;
using GpuCqa.Core.Checksums;
using GpuCqa.Service.Storage;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Results;

/// <summary>A table as a client receives it; what the contract promises is asserted on the way.</summary>
public sealed class ReceivedTable
{
    private readonly Dictionary<string, List<object>> cells = new(StringComparer.Ordinal);

    private ReceivedTable(TableSchema schema) => Schema = schema;

    public TableSchema Schema { get; }

    public int Blocks { get; private set; }

    public long Bytes { get; private set; }

    public long Rows { get; private set; }

    public static async Task<ReceivedTable> Read(ResultService.ResultServiceClient client, string name, long offset = 0, long count = 0, params string[] columns)
    {
        using AsyncServerStreamingCall<ReadResultResponse> call = client.ReadResult(new ReadResultRequest { Name = name, RowOffset = offset, RowCount = count, Columns = { columns } });
        ReceivedTable? table = null;
        await foreach (ReadResultResponse response in call.ResponseStream.ReadAllAsync())
        {
            if (table is null)
            {
                Assert.Equal(ReadResultResponse.PayloadOneofCase.Schema, response.PayloadCase);
                table = new ReceivedTable(response.Schema);
                continue;
            }

            Assert.Equal(ReadResultResponse.PayloadOneofCase.Block, response.PayloadCase);
            Assert.Equal(offset + table.Rows, response.Block.RowOffset);
            Assert.InRange(response.Block.Data.Content.Length, 1, 2 << 20);
            Assert.Equal(Crc32C.Of(response.Block.Data.Content.Span), response.Block.Data.Crc32C);
            table.Add(response.Block);
        }

        Assert.NotNull(table);
        Assert.Equal(count == 0 ? table.Schema.RowCount - offset : count, table.Rows);
        return table;
    }

    /// <summary>Values of a column: a scalar or text per row, or an array per row of a matrix.</summary>
    public IReadOnlyList<object> this[string column] => cells.GetValueOrDefault(column, []);

    public T[] Column<T>(string column) => this[column].Cast<T>().ToArray();

    public T[][] Matrix<T>(string column) => this[column].Select(v => v is T one ? [one] : (T[])v).ToArray();

    private void Add(TableBlock block)
    {
        ReadOnlySpan<byte> rest = block.Data.Content.Span;
        int rows = (int)block.RowCount;
        foreach (ColumnSchema column in Schema.Columns)
        {
            List<object> into = CollectionsMarshal.GetValueRefOrAddDefault(cells, column.Name, out _) ??= [];
            rest = column.ElementType switch
            {
                ElementType.Float32 => Numbers<float>(into, rest, rows, column.Width),
                ElementType.Float64 => Numbers<double>(into, rest, rows, column.Width),
                ElementType.Int32 => Numbers<int>(into, rest, rows, column.Width),
                ElementType.Int64 => Numbers<long>(into, rest, rows, column.Width),
                _ => Texts(into, rest, rows),
            };
        }

        Assert.Equal(0, rest.Length);
        Blocks++;
        Bytes += block.Data.Content.Length;
        Rows += rows;
    }

    private static ReadOnlySpan<byte> Numbers<T>(List<object> into, ReadOnlySpan<byte> bytes, int rows, int width) where T : unmanaged
    {
        int size = rows * width * Marshal.SizeOf<T>();
        T[] values = MemoryMarshal.Cast<byte, T>(bytes[..size].ToArray()).ToArray();
        for (int r = 0; r < rows; r++) into.Add(width == 1 ? values[r] : values[(r * width)..((r + 1) * width)]);
        return bytes[size..];
    }

    private static ReadOnlySpan<byte> Texts(List<object> into, ReadOnlySpan<byte> bytes, int rows)
    {
        long[] offsets = MemoryMarshal.Cast<byte, long>(bytes[..((rows + 1) * 8)].ToArray()).ToArray();
        Assert.Equal(0, offsets[0]);
        ReadOnlySpan<byte> texts = bytes[((rows + 1) * 8)..];
        for (int r = 0; r < rows; r++) into.Add(Encoding.UTF8.GetString(texts[(int)offsets[r]..(int)offsets[r + 1]]));
        return texts[(int)offsets[rows]..];
    }
}
