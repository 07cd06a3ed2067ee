using System.Text;
using Google.Protobuf;
using GpuCqa.Api.V1;
using GpuCqa.Client.Calls;
using GpuCqa.Client.Connections;
using GpuCqa.Client.Results;
using GpuCqa.Client.Tests.Fakes;
using GpuCqa.Core.Checksums;
using GpuCqa.Core.Errors;
using Xunit;

namespace GpuCqa.Client.Tests.Results;

public class TableTests
{
    private static readonly TableSchema Schema = new()
    {
        RowCount = 7,
        Columns =
        {
            new ColumnSchema { Name = "cell", ElementType = ElementType.Utf8, Width = 1 },
            new ColumnSchema { Name = "rho", ElementType = ElementType.Float64, Width = 1 },
            new ColumnSchema { Name = "pca", ElementType = ElementType.Float32, Width = 2 },
            new ColumnSchema { Name = "cluster", ElementType = ElementType.Int32, Width = 1 },
            new ColumnSchema { Name = "total", ElementType = ElementType.Int64, Width = 1 },
        },
    };

    [Fact]
    public async Task Table_InBlocksWithBreaksAndDamage_IsRead()
    {
        await using FakeServer server = await FakeServer.Start();
        server.State.Tables["scores"] = (Schema, [Block(0, 3), Block(3, 1), Block(4, 3)]);
        server.State.ReadBreaks.Enqueue(2);
        server.State.Spoilers.Enqueue(m => ((ReadResultResponse)m).Block.Data.Crc32C ^= 4);
        using GpuCqaClient client = server.Client();
        ResultTable table = await client.Project("p").Analysis("a").Results.ReadTableAsync("scores");
        Assert.Equal(7, table.RowCount);
        Assert.Equal(Enumerable.Range(0, 7).Select(i => new string('ä', i)), table.Texts("cell"));
        Assert.Equal(Enumerable.Range(0, 7).Select(i => i / 8.0), table.Numbers("rho"));
        Assert.Equal(Enumerable.Range(0, 14).Select(i => (float)i), (float[])table["pca"].Values);
        Assert.Equal(Enumerable.Range(0, 7).Select(i => -i), (int[])table["cluster"].Values);
        Assert.Equal(Enumerable.Range(0, 7).Select(i => (double)(1L << 40 | (uint)i)), table.Numbers("total"));
        Assert.Throws<NotFoundException>(() => table["none"]);
        Assert.Throws<InvalidOperationException>(() => table.Numbers("cell"));
        await Assert.ThrowsAsync<NotFoundException>(() => client.Project("p").Analysis("a").Results.ReadTableAsync("none"));
    }

    [Fact]
    public async Task Table_WithoutRows_HasItsColumns()
    {
        await using FakeServer server = await FakeServer.Start();
        server.State.Tables["none"] = (new TableSchema(Schema) { RowCount = 0 }, []);
        using GpuCqaClient client = server.Client();
        ResultTable table = await client.Project("p").Analysis("a").Results.ReadTableAsync("none");
        Assert.Equal((0, 5), (table.RowCount, table.Columns.Count));
    }

    [Fact]
    public async Task Blocks_FromARow_BeginThere()
    {
        await using FakeServer server = await FakeServer.Start();
        server.State.Tables["scores"] = (Schema, [Block(0, 3), Block(3, 1), Block(4, 3)]);
        using GpuCqaClient client = server.Client();
        var offsets = new List<long>();
        await foreach (ResultBlock block in client.Project("p").Analysis("a").Results.ReadBlocksAsync("scores", rowOffset: 3)) offsets.Add(block.RowOffset);
        Assert.Equal([3, 4], offsets);
    }

    [Fact]
    public async Task Columns_Chosen_AreAskedForAgainAfterABreak()
    {
        await using FakeServer server = await FakeServer.Start();
        var chosen = new TableSchema { RowCount = 7, Columns = { Schema.Columns[3], Schema.Columns[1] } };
        server.State.Tables["scores: cluster, rho"] = (chosen, [Chosen(0, 3), Chosen(3, 4)]);
        server.State.ReadBreaks.Enqueue(1);
        using GpuCqaClient client = server.Client();
        ResultClient results = client.Project("p").Analysis("a").Results;
        ResultTable table = await results.ReadTableAsync("scores", ["cluster", "rho"]);
        Assert.Equal(["cluster", "rho"], table.Columns.Select(c => c.Name));
        Assert.Equal(Enumerable.Range(0, 7).Select(i => -i), (int[])table["cluster"].Values);
        Assert.Equal(Enumerable.Range(0, 7).Select(i => i / 8.0), table.Numbers("rho"));
        await foreach (ResultBlock block in results.ReadBlocksAsync("scores", rowOffset: 3, columns: ["cluster", "rho"])) Assert.Equal((3, 4, 2), ((int)block.RowOffset, block.RowCount, block.Columns.Count));
    }

    [Fact]
    public async Task Columns_OfAServiceThatKnowsNoChoice_AreRefused()
    {
        await using FakeServer server = await FakeServer.Start();
        server.State.Tables["scores"] = (Schema, [Block(0, 7)]);
        using GpuCqaClient client = server.Client();
        PreconditionException error = await Assert.ThrowsAsync<PreconditionException>(() => client.Project("p").Analysis("a").Results.ReadTableAsync("scores", ["rho"]));
        Assert.Contains("older", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<Action<TableBlock>> Spoilt => new()
    {
        b => b.Data.Content = b.Data.Content.Span[..^1].ToArray() is var bytes ? ByteString.CopyFrom(bytes) : null,
        b => b.Data.Content = ByteString.CopyFrom([.. b.Data.Content.Span, 0]),
        b => b.RowCount = 2,
        b => b.RowCount = -1,
        b => b.Data.Content = ByteString.CopyFrom([255, 255, 255, 255, 255, 255, 255, 127, .. b.Data.Content.Span[8..]]),
        b => b.Data = null,
    };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public void Block_NotOfItsSchema_IsDamage(Action<TableBlock> spoil)
    {
        TableBlock block = Block(0, 3);
        spoil(block);
        if (block.Data is { } data) data.Crc32C = Crc32C.Of(data.Content.Span);
        Assert.Equal(ErrorReason.DataLoss, Assert.Throws<RefusedException>(() => BlockDecoder.Read(Schema, block)).Reason);
    }

    private static TableBlock Chosen(int first, int rows)
    {
        var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            for (int i = first; i < first + rows; i++) writer.Write(-i);
            for (int i = first; i < first + rows; i++) writer.Write(i / 8.0);
        }

        return Message(first, rows, bytes);
    }

    private static TableBlock Block(int first, int rows)
    {
        var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            string[] texts = [.. Enumerable.Range(first, rows).Select(i => new string('ä', i))];
            long at = 0;
            writer.Write(at);
            foreach (string text in texts) writer.Write(at += Encoding.UTF8.GetByteCount(text));
            foreach (string text in texts) writer.Write(Encoding.UTF8.GetBytes(text));
            for (int i = first; i < first + rows; i++) writer.Write(i / 8.0);
            for (int i = 2 * first; i < 2 * (first + rows); i++) writer.Write((float)i);
            for (int i = first; i < first + rows; i++) writer.Write(-i);
            for (int i = first; i < first + rows; i++) writer.Write(1L << 40 | (uint)i);
        }

        return Message(first, rows, bytes);
    }

    private static TableBlock Message(int first, int rows, MemoryStream bytes)
    {
        ByteString content = ByteString.CopyFrom(bytes.ToArray());
        return new TableBlock { RowOffset = first, RowCount = rows, Data = new ChecksummedData { Content = content, Crc32C = Crc32C.Of(content.Span) } };
    }
}
