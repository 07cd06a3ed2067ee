using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Text;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.Text;

public sealed class DelimitedReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a,b\n1,2\n", "a|b;1|2")]
    [InlineData("a,b\r\n1,2\r\n", "a|b;1|2")]
    [InlineData("a,b\r1,2", "a|b;1|2")]
    [InlineData("a,b\n\n\r\n1,2\n\n", "a|b;1|2")]
    [InlineData("\uFEFFa,b\n", "a|b")]
    [InlineData(",\n,,x", "|;||x")]
    [InlineData("\"a,1\",\"b\"\"c\"\n\"\",d", "a,1|b\"c;|d")]
    [InlineData("\"two\nlines\",x\ny,z", "two\nlines|x;y|z")]
    [InlineData("a 5\" pipe,b", "a 5\" pipe|b")]
    [InlineData("", "")]
    [InlineData("x", "x")]
    public void Records_OfText_AreSplit(string text, string expected) =>
        Assert.Equal(expected, string.Join(';', Read(text).Select(r => string.Join('|', r))));

    [Fact]
    public void Line_AfterQuotedLineFeedsAndBlankLines_IsThatOfTheFile()
    {
        using DelimitedReader reader = Open("h\n\n\"a\nb\n\"\nlast\n");
        long[] lines = new long[3];
        for (int i = 0; i < 3 && reader.Read(); i++) lines[i] = reader.Line;
        Assert.Equal([1, 3, 6], lines);
    }

    [Theory]
    [InlineData("a,b\nc,\"d", "line 2, column 2: the quoted field has no closing quote")]
    [InlineData("a,\"b\"c\n", "line 1, column 2: text follows the closing quote")]
    public void Quotes_Broken_AreBadData(string text, string finding) =>
        Assert.Contains(finding, Assert.Throws<BadDataException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Text_NotUtf8_IsBadDataWithPlace()
    {
        File.WriteAllBytes(folder.File("t.csv"), [(byte)'a', (byte)'\n', 0xC3, (byte)'(', (byte)'\n']);
        using var reader = new DelimitedReader(folder.File("t.csv"), ',', quoting: true);
        reader.Read();
        reader.Read();
        Assert.Contains("line 2, column 1: is not UTF-8", Assert.Throws<BadDataException>(() => reader.Text(0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_Utf16_IsBadDataThatSaysSo()
    {
        File.WriteAllText(folder.File("t.csv"), "lot,path\n", Encoding.Unicode);
        using var reader = new DelimitedReader(folder.File("t.csv"), ',', quoting: true);
        Assert.Contains("UTF-16", Assert.Throws<BadDataException>(() => reader.Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Record_LargerThanTheBuffer_IsWhole()
    {
        string wide = string.Join(',', Enumerable.Range(0, 150_000));
        List<string[]> rows = Read($"h\n{wide}\n{wide}\nend");
        Assert.Equal([1, 150_000, 150_000, 1], rows.Select(r => r.Length));
        Assert.Equal("149999", rows[2][^1]);
    }

    [Fact]
    public void Fields_OfAnyText_SurviveQuoting() => Prop.ForAll(Tables(), table =>
    {
        string text = string.Join("\r\n", table.Select(row => string.Join(',', row.Select(Quote))));
        return Read(text).Select(r => string.Join('\u0001', r)).SequenceEqual(table.Select(r => string.Join('\u0001', r)));
    }).CheckSeeds();

    private static Arbitrary<string[][]> Tables()
    {
        Gen<string> field = Gen.Elements('a', 'Z', ',', '"', '\n', '\r', ' ', 'µ', '\t', '1', ';').ArrayOf().Select(c => new string(c));
        return Arb.From(field.NonEmptyListOf().Select(l => l.ToArray()).ArrayOf());
    }

    private static string Quote(string field) => $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private DelimitedReader Open(string text)
    {
        File.WriteAllText(folder.File("t.csv"), text);
        return new DelimitedReader(folder.File("t.csv"), ',', quoting: true);
    }

    private List<string[]> Read(string text)
    {
        using DelimitedReader reader = Open(text);
        var rows = new List<string[]>();
        while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.Text)]);
        return rows;
    }
}
