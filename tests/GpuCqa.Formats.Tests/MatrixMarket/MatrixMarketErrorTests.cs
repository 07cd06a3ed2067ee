using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Formats.Tests.Tenx;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Formats.Tests.MatrixMarket;

public sealed class MatrixMarketErrorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("3 5 1\n1 1 1\n", "line 1: expected '%%MatrixMarket")]
    [InlineData("%%MatrixMarket vector coordinate integer general\n3 5 1\n1 1 1\n", "line 1: expected '%%MatrixMarket")]
    [InlineData("%%MatrixMarket matrix array integer general\n3 5\n1\n", "the matrix is 'array', expected 'coordinate'")]
    [InlineData("%%MatrixMarket matrix coordinate pattern general\n3 5 1\n1 1\n", "the values are 'pattern'")]
    [InlineData("%%MatrixMarket matrix coordinate complex general\n3 5 1\n1 1 1 0\n", "the values are 'complex'")]
    [InlineData("%%MatrixMarket matrix coordinate integer symmetric\n3 3 1\n1 1 1\n", "the matrix is 'symmetric'")]
    [InlineData(MatrixText.Banner, "line 3: the file ends before the size line")]
    [InlineData(MatrixText.Banner + "3 5\n", "line 3: expected the size line")]
    [InlineData(MatrixText.Banner + "3 5 -1\n", "line 3: expected the size line")]
    [InlineData(MatrixText.Banner + "-3 5 1\n1 1 1\n", "line 3: expected the size line")]
    [InlineData(MatrixText.Banner + "3 5 16\n", "16 entries do not fit into a matrix of 3 x 5")]
    [InlineData(MatrixText.Banner + "2147483648 5 1\n1 1 1\n", "too large")]
    [InlineData(MatrixText.Banner + "99999999999999999999 5 1\n1 1 1\n", "expected the size line")]
    [InlineData(MatrixText.Banner + "2147483647 5 1\n1 1 1\n", "expected at most 20000000 features")]
    [InlineData(MatrixText.Banner + "5 2147483647 1\n1 1 1\n", "2147483647 columns but 1 entries")]
    [InlineData(MatrixText.Banner + "20000000 2000000000 40000000000000000\n1 1 1\n", "more than a file of")]
    public void Head_Malformed_IsBadData(string text, string finding) => AssertBad(text, finding);

    [Theory]
    [InlineData("4 1 1", "row 4 is out of range, the matrix has rows 1 to 3")]
    [InlineData("0 1 1", "row 0 is out of range")]
    [InlineData("-1 1 1", "row -1 is out of range")]
    [InlineData("1 6 1", "column 6 is out of range, the matrix has columns 1 to 5")]
    [InlineData("4294967297 1 1", "row 4294967297 is out of range")]
    [InlineData("99999999999999999999999 1 1", "is not a whole number")]
    [InlineData("1.5 1 1", "the row '1.5' is not a whole number")]
    [InlineData("1 1 -2", "the value '-2' is negative, expected a count")]
    [InlineData("1 1 2.5", "the value '2.5' is not a whole number, expected a count")]
    [InlineData("1 1 3.000000001", "is not a whole number, expected a count")]
    [InlineData("1 1 NaN", "the value 'NaN' is not a finite number")]
    [InlineData("1 1 inf", "the value 'inf' is not a finite number")]
    [InlineData("1 1 1e400", "is not a finite number")]
    [InlineData("1 1 16777217", "larger than 16777216")]
    [InlineData("1 1 99999999999999", "larger than 16777216")]
    [InlineData("1 1", "expected 'row column value', found '1 1'")]
    [InlineData("1 1 1 1", "expected 'row column value'")]
    [InlineData("a b c", "the row 'a' is not a whole number")]
    public void Entry_Malformed_IsBadDataWithItsLine(string entry, string finding) =>
        AssertBad($"{MatrixText.Banner}3 5 3\n1 2 1\n{entry}\n2 2 1\n", $"line 5: ", finding);

    [Fact]
    public void Entries_TooFew_AreBadData() => AssertBad(MatrixText.Banner + "3 5 3\n1 1 1\n2 2 2\n", "line 6: the file ends after 2 entries, the size line promises 3");

    [Fact]
    public void Entries_TooMany_AreBadData() => AssertBad(MatrixText.Banner + "3 5 1\n1 1 1\n2 2 2\n3 3 3\n", "line 5: more entries than the 1 that the size line promises");

    [Fact]
    public void Entries_Repeated_AreBadDataWithTheirPlace() => AssertBad(MatrixText.Of(3, 5, [(1, 2, 1), (3, 2, 1), (1, 2, 4)]), "cell 2, feature 1: has two entries");

    [Fact]
    public void Entries_RepeatedWithZero_AreBadData() => AssertBad(MatrixText.Of(3, 5, [(1, 2, 0), (1, 2, 4)]), "cell 2, feature 1: has two entries");

    [Fact]
    public void Entries_RepeatedWhenStreamed_AreBadData()
    {
        File.WriteAllText(folder.File("a.mtx"), MatrixText.Of(3, 5, [(1, 2, 1), (3, 2, 1), (1, 2, 4)]));
        Assert.Throws<BadDataException>(() => Cells.Of(StreamedSource.Open(folder.File("a.mtx"))));
        Assert.Throws<BadDataException>(() => Cells.Of(StreamedSource.OpenPacked(folder.File("a.mtx"))));
    }

    [Theory]
    [InlineData("real", "1 1 2.5\n2 1 -3e-2", 2.5f, -0.03f)]
    [InlineData("integer", "1 1 -4\n2 1 7", -4f, 7f)]
    public void Measurements_NegativeOrFractional_AreRead(string field, string entries, float first, float second)
    {
        File.WriteAllText(folder.File("a.mtx"), $"%%MatrixMarket matrix coordinate {field} general\n2 1 2\n{entries}\n");
        CellSource source = CellFiles.Open(folder.File("a.mtx"), new CellFileOptions { Modality = CellModality.Features });
        Assert.Equal([first, second], Cells.Of(source).Values[0]);
    }

    private void AssertBad(string text, params string[] findings)
    {
        File.WriteAllText(folder.File("a.mtx"), text);
        string message = Assert.Throws<BadDataException>(() => Cells.Of(CellFiles.Open(folder.File("a.mtx"), new CellFileOptions()))).Message;
        Assert.StartsWith(folder.File("a.mtx") + ": ", message, StringComparison.Ordinal);
        Assert.All(findings, f => Assert.Contains(f, message, StringComparison.Ordinal));
    }
}
