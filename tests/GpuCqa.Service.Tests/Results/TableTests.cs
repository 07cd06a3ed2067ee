using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Results;
using GpuCqa.Service.Tests.Errors;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Results;

public class TableTests(ResultHost host) : IClassFixture<ResultHost>
{
    private const int Rows = 30_000, Width = 20;

    [Fact]
    public async Task Table_OfAllTypes_ComesBackInOrder()
    {
        string name = Mixed("all-types").Name + "/results/mixed";
        ReceivedTable table = await ReceivedTable.Read(host.Client, name);
        Assert.Equal(Rows, table.Schema.RowCount);
        Assert.True(table.Blocks >= 4, $"{table.Blocks}");
        Assert.Equal(Enumerable.Range(0, Rows).Select(Text), table.Column<string>("text"));
        Assert.Equal(Enumerable.Range(0, Rows), table.Column<int>("int32"));
        Assert.Equal(Enumerable.Range(0, Rows).Select(r => (long)r << 33), table.Column<long>("int64"));
        Assert.Equal(Enumerable.Range(0, Rows).Select(r => r / 3.0), table.Column<double>("float64"));
        Assert.Equal(Enumerable.Range(0, Rows).SelectMany(Vector), table.Matrix<float>("float32").SelectMany(v => v));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(8_000, 3)]
    [InlineData(7_321, 15_000)]
    [InlineData(29_999, 1)]
    [InlineData(12_345, 0)]
    [InlineData(30_000, 0)]
    public async Task Table_RowRange_IsThoseRows(long offset, long count)
    {
        string name = Mixed($"range-{offset}-{count}").Name + "/results/mixed";
        ReceivedTable table = await ReceivedTable.Read(host.Client, name, offset, count);
        int[] rows = Enumerable.Range((int)offset, (int)(count == 0 ? Rows - offset : count)).ToArray();
        Assert.Equal(rows.Select(Text), table.Column<string>("text"));
        Assert.Equal(rows, table.Column<int>("int32"));
        Assert.Equal(rows.SelectMany(Vector), table.Matrix<float>("float32").SelectMany(v => v));
        Assert.Equal(rows.Select(r => r / 3.0), table.Column<double>("float64"));
    }

    [Fact]
    public async Task Table_ListedAndRead_AreTheSameBytes()
    {
        (string name, string uid) = Mixed("listed");
        Result result = Assert.Single((await host.Client.ListResultsAsync(new ListResultsRequest { Parent = name })).Results);
        Assert.Equal(name + "/results/mixed", result.Name);
        byte[] stored = await File.ReadAllBytesAsync(host.TablePath(uid, "mixed"));
        Assert.Equal(stored.Length, result.SizeBytes);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(stored)), result.Sha256);
        Assert.Equal(result.Schema, (await ReceivedTable.Read(host.Client, result.Name)).Schema);
    }

    [Fact]
    public async Task Table_Empty_IsItsSchema()
    {
        (string name, _) = host.Finish("empty", o => o.Table("none", Columns.Text("a"), Columns.Float32("b", 7)).Complete());
        ReceivedTable table = await ReceivedTable.Read(host.Client, name + "/results/none");
        Assert.Equal(0, table.Blocks);
        Assert.Equal(["a", "b"], table.Schema.Columns.Select(c => c.Name));
        Assert.Equal(7, table.Schema.Columns[1].Width);
    }

    [Fact]
    public async Task Table_RowsOfOneAndAHalfMebibytes_AreABlockEach()
    {
        (string name, _) = host.Finish("wide", o =>
        {
            using TableWriter table = o.Table("wide", Columns.Float64("m", 200_000));
            for (int r = 0; r < 3; r++)
            {
                table.Write(Enumerable.Range(r, 200_000).Select(i => (double)i).ToArray());
                table.EndRow();
            }
        });
        ReceivedTable read = await ReceivedTable.Read(host.Client, name + "/results/wide", 1, 2);
        Assert.Equal(2, read.Blocks);
        Assert.Equal([1.0, 2.0], read.Matrix<double>("m").Select(m => m[0]));
    }

    [Fact]
    public void Table_WrittenWrong_IsADefect()
    {
        using ResultOutput output = host.Store.Begin("wrong");
        TableWriter table = output.Table("t", Columns.Int32("a"), Columns.Float32("b", 2));
        Assert.Throws<InvalidOperationException>(() => table.Write(1.0));
        table.Write(1);
        Assert.Throws<InvalidOperationException>(() => table.Write([1f]));
        Assert.Throws<InvalidOperationException>(table.EndRow);
        Assert.Throws<ArgumentException>(() => output.Table("t", Columns.Int32("a")));
        Assert.Throws<InvalidParameterException>(() => output.Table("../t", Columns.Int32("a")));
        Assert.Throws<ArgumentException>(() => output.Table("u"));
        table.Dispose();
        Assert.Throws<InvalidOperationException>(() => output.Complete(CancellationToken.None));
        using TableWriter huge = output.Table("huge", Columns.Text("a"));
        huge.Write(new string('x', TableWriter.MostBytes));
        Assert.Throws<PreconditionException>(huge.EndRow);
    }

    [Theory]
    [InlineData(-1, 0, StatusCode.InvalidArgument, "INVALID_ARGUMENT")]
    [InlineData(0, -1, StatusCode.InvalidArgument, "INVALID_ARGUMENT")]
    [InlineData(30_001, 0, StatusCode.OutOfRange, "OUT_OF_RANGE")]
    [InlineData(29_999, 2, StatusCode.OutOfRange, "OUT_OF_RANGE")]
    [InlineData(1, long.MaxValue, StatusCode.OutOfRange, "OUT_OF_RANGE")]
    public async Task Table_RangeThatIsNotThere_IsRefused(long offset, long count, StatusCode code, string reason)
    {
        string name = Mixed($"refused{offset}-{count}".Replace("--", "-minus-", StringComparison.Ordinal)).Name + "/results/mixed";
        await Refusal.Of(code, reason, () => ReceivedTable.Read(host.Client, name, offset, count));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_500_000)]
    public async Task Table_ABitTurnedOnTheDisk_IsDataLossInItsBlockOnly(long at)
    {
        (string name, string uid) = Mixed($"flip-{at}");
        ResultHost.FlipBit(host.TablePath(uid, "mixed"), at);
        string message = await Refusal.Of(StatusCode.DataLoss, "DATA_LOSS", () => ReceivedTable.Read(host.Client, name + "/results/mixed"));
        Assert.DoesNotContain(host.State.Path, message, StringComparison.Ordinal);
        // Blocks that are sound can still be had.
        ReceivedTable sound = await ReceivedTable.Read(host.Client, name + "/results/mixed", 29_990, 10);
        Assert.Equal(Enumerable.Range(29_990, 10), sound.Column<int>("int32"));
    }

    [Fact]
    public async Task Table_DamagedListCutFileOrNoFile_IsDataLoss()
    {
        (string name, string uid) = Mixed("lists");
        string list = Path.Combine(host.State.Path, "results", uid, "blocks", "tables", "mixed"), table = host.TablePath(uid, "mixed");
        byte[] sound = File.ReadAllBytes(list);
        ResultHost.FlipBit(list, sound.Length - 1);
        await Refusal.Of(StatusCode.DataLoss, "DATA_LOSS", () => ReceivedTable.Read(host.Client, name + "/results/mixed"));
        File.WriteAllBytes(list, sound);
        Assert.Equal(1, (await ReceivedTable.Read(host.Client, name + "/results/mixed", 5, 1)).Rows);
        using (FileStream cut = File.OpenWrite(table)) cut.SetLength(cut.Length - 1);
        await Refusal.Of(StatusCode.DataLoss, "DATA_LOSS", () => ReceivedTable.Read(host.Client, name + "/results/mixed", 5, 1));
        File.Delete(table);
        await Refusal.Of(StatusCode.DataLoss, "DATA_LOSS", () => ReceivedTable.Read(host.Client, name + "/results/mixed", 5, 1));
    }

    private (string Name, string Uid) Mixed(string id) => host.Finish(id, output =>
    {
        using TableWriter table = output.Table("mixed", Columns.Text("text"), Columns.Int32("int32"), Columns.Float32("float32", Width), Columns.Int64("int64"), Columns.Float64("float64"));
        for (int r = 0; r < Rows; r++)
        {
            table.Write(Text(r));
            table.Write(r);
            table.Write(Vector(r));
            table.Write((long)r << 33);
            table.Write(r / 3.0);
            table.EndRow();
        }
    });

    private static string Text(int row) => string.Concat(Enumerable.Repeat("zellé-µ", row % 7));

    private static float[] Vector(int row) => Enumerable.Range(0, Width).Select(c => row + (c / 32f)).ToArray();
}
