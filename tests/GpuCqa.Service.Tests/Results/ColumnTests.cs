using GpuCqa.Api.V1;
using GpuCqa.Service.Results;
using GpuCqa.Service.Tests.Errors;
using Grpc.Core;
using Xunit;

namespace GpuCqa.Service.Tests.Results;

public class ColumnTests(ResultHost host) : IClassFixture<ResultHost>
{
    private const int Rows = 30_000, Width = 20;

    private static readonly string[] All = ["text", "number", "vector", "empty", "label"];

    public static TheoryData<string[], long, long> Choices
    {
        get
        {
            var data = new TheoryData<string[], long, long>();
            string[][] choices = [["text"], ["label", "text"], ["vector", "number"], ["empty"], ["label", "empty", "vector", "number", "text"], All];
            foreach (string[] choice in choices)
            {
                foreach ((long offset, long count) in new[] { (0L, 0L), (8_000, 3), (7_321, 15_000), (29_999, 1), (12_345, 0), (Rows, 0) }) data.Add(choice, offset, count);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Choices))]
    public async Task Columns_OfARowRange_AreThoseOfTheWholeTable(string[] columns, long offset, long count)
    {
        string name = Table() + "/results/mixed";
        ReceivedTable table = await ReceivedTable.Read(host.Client, name, offset, count, columns);
        int[] rows = Enumerable.Range((int)offset, (int)(count == 0 ? Rows - offset : count)).ToArray();
        Assert.Equal(columns, table.Schema.Columns.Select(c => c.Name));
        Assert.Equal(Rows, table.Schema.RowCount);
        foreach (string column in columns)
        {
            Assert.Equal(column == "vector" ? Width : 1, table.Schema.Columns.Single(c => c.Name == column).Width);
            switch (column)
            {
                case "text": Assert.Equal(rows.Select(Text), table.Column<string>(column)); break;
                case "number": Assert.Equal(rows.Select(r => (long)r << 33), table.Column<long>(column)); break;
                case "vector": Assert.Equal(rows.SelectMany(Vector), table.Matrix<float>(column).SelectMany(v => v)); break;
                case "empty": Assert.All(table.Column<string>(column), v => Assert.Equal("", v)); break;
                case "label": Assert.Equal(rows.Select(r => $"{r % 11}"), table.Column<string>(column)); break;
            }
        }
    }

    [Fact]
    public async Task Columns_Few_ComeInFewBlocksOfTheirSizeOnly()
    {
        string name = Table() + "/results/mixed";
        ReceivedTable all = await ReceivedTable.Read(host.Client, name), number = await ReceivedTable.Read(host.Client, name, columns: "number"), named = await ReceivedTable.Read(host.Client, name, columns: All);
        Assert.True(all.Blocks >= 4, $"{all.Blocks}");
        Assert.Equal((1, Rows * sizeof(long)), (number.Blocks, number.Bytes));
        // All columns by name, as they are stored: the stored blocks.
        Assert.Equal((all.Blocks, all.Bytes), (named.Blocks, named.Bytes));
    }

    [Fact]
    public async Task Columns_Large_ComeInBlocksAsLargeAsStoredOnes()
    {
        (string name, _) = host.Finish("halves", output =>
        {
            using TableWriter table = output.Table("t", Columns.Float32("a", 128), Columns.Float32("b", 128));
            float[] row = new float[128];
            for (int r = 0; r < 10_000; r++)
            {
                Array.Fill(row, r);
                table.Write(row);
                table.Write(row);
                table.EndRow();
            }
        });
        ReceivedTable half = await ReceivedTable.Read(host.Client, name + "/results/t", columns: "b");
        Assert.Equal(Math.Ceiling(10_000 * 512 / (double)TableWriter.BlockBytes), half.Blocks);
        Assert.Equal(Enumerable.Range(0, 10_000).SelectMany(r => Enumerable.Repeat((float)r, 128)), half.Matrix<float>("b").SelectMany(v => v));
    }

    [Fact]
    public async Task Columns_TinyBesideALargeOne_AreSentNowAndThen()
    {
        (string name, _) = host.Finish("tiny", output =>
        {
            using TableWriter table = output.Table("t", Columns.Int32("row"), Columns.Float32("m", (1 << 18) - 1));
            float[] row = new float[(1 << 18) - 1];
            for (int r = 0; r < 80; r++)
            {
                table.Write(r);
                table.Write(row);
                table.EndRow();
            }
        });
        // 80 MiB are read for 320 bytes: a caller sees something after 64.
        ReceivedTable rows = await ReceivedTable.Read(host.Client, name + "/results/t", columns: "row");
        Assert.Equal(2, rows.Blocks);
        Assert.Equal(Enumerable.Range(0, 80), rows.Column<int>("row"));
    }

    [Fact]
    public async Task Columns_UnknownOrTwice_AreRefusedByFieldAndName()
    {
        string name = Table() + "/results/mixed";
        string unknown = await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", () => ReceivedTable.Read(host.Client, name, 0, 0, "text", "Number"));
        Assert.Contains("columns: ", unknown, StringComparison.Ordinal);
        Assert.Contains("'Number'", unknown, StringComparison.Ordinal);
        Assert.Contains("text, number, vector, empty, label", unknown, StringComparison.Ordinal);
        string twice = await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", () => ReceivedTable.Read(host.Client, name, 0, 0, "text", "number", "text"));
        Assert.Contains("columns: 'text'", twice, StringComparison.Ordinal);
        await Refusal.Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", () => ReceivedTable.Read(host.Client, name, 0, 0, ""));
    }

    [Fact]
    public async Task Columns_BesideADamagedOne_AreNotHandedOut()
    {
        (string name, string uid) = host.Finish("damaged", Write);
        // The first bytes of the stored table are of its first column; its last one is asked for.
        ResultHost.FlipBit(host.TablePath(uid, "mixed"), 0);
        await Refusal.Of(StatusCode.DataLoss, "DATA_LOSS", () => ReceivedTable.Read(host.Client, name + "/results/mixed", columns: "label"));
        Assert.Equal(["6"], (await ReceivedTable.Read(host.Client, name + "/results/mixed", 29_992, 1, "label")).Column<string>("label"));
    }

    private string Table()
    {
        const string name = "projects/p/analyses/columns";
        lock (host) return host.Find("p", "columns") is null ? host.Finish("columns", Write).Name : name;
    }

    private static void Write(ResultOutput output)
    {
        using TableWriter table = output.Table("mixed", Columns.Text("text"), Columns.Int64("number"), Columns.Float32("vector", Width), Columns.Text("empty"), Columns.Text("label"));
        for (int r = 0; r < Rows; r++)
        {
            table.Write(Text(r));
            table.Write((long)r << 33);
            table.Write(Vector(r));
            table.Write("");
            table.Write($"{r % 11}");
            table.EndRow();
        }
    }

    private static string Text(int row) => string.Concat(Enumerable.Repeat("zellé-µ", row % 7));

    private static float[] Vector(int row) => Enumerable.Range(0, Width).Select(c => row + (c / 32f)).ToArray();
}
