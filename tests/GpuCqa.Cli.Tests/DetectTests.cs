using System.Text.Json;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Cli.Tests;

public sealed class DetectTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Detect_WithoutData_SaysPlainlyThatTenThousandCellsDoNotReach()
    {
        var (code, output, error) = CommandLine.Run("detect", "--frequency", "1e-5", "--json");
        Assert.True(code == 0, error);
        Assert.Contains("does not reach what is asked", error, StringComparison.Ordinal);
        using JsonDocument summary = JsonDocument.Parse(output);
        Assert.Equal("May be missed", summary.RootElement.GetProperty("finding").GetProperty("verdict").GetString());
    }

    [Fact]
    public void Detect_CountedLots_LeaveABoundPerDoseAndAreMadeAgain()
    {
        string table = folder.File("counts.csv"), result = folder.File("result");
        File.WriteAllText(table, "lot,role,cells,hazard,frequency,removed_cells,removed_hazard\nT1,test,90000,0,,10000,0\nB1,blank,200000,0,,0,0\nB2,blank,200000,1,,0,0\n"
            + string.Concat(Enumerable.Range(0, 12).Select(i => FormattableString.Invariant($"S{i},spike,20000,{i switch { < 3 => 0, < 5 => 3, 5 => 1, _ => 20 }},{Math.Pow(10, -5 + (i / 3 * 0.75))},0,0\n"))));
        var (code, _, error) = CommandLine.Run("detect", table, "--dose", "1e8", "--sensitivity", "0.6", "--acceptable", "1e-5", "--unacceptable", "1e-3", "--out", result);
        Assert.True(code == 0, error);
        Assert.Contains("None seen is not none there: 0 of 100,000 cells", error, StringComparison.Ordinal);
        Assert.Contains("4,992.81", error, StringComparison.Ordinal);
        byte[] report = File.ReadAllBytes(Path.Combine(result, "report.html"));
        (code, _, error) = CommandLine.Run("report", result, "--quiet");
        Assert.True(code == 0, error);
        Assert.Equal(report, File.ReadAllBytes(Path.Combine(result, "report.html")));
        using JsonDocument summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(result, "summary.json")));
        Assert.InRange(summary.RootElement.GetProperty("tables").GetProperty("detection")[0].GetProperty("spiked_lod").GetDouble(), 1e-5, 1e-2);
    }

    [Theory]
    [InlineData(4, "no column 'hazard'", "lot,cells\nL1,100\n")]
    [InlineData(3, "more hazardous cells than cells", "lot,cells,hazard\nL1,100,101\n")]
    [InlineData(3, "expected test, blank or spike", "lot,cells,hazard,role\nL1,100,1,reference\n")]
    [InlineData(3, "its frequency is no number", "lot,cells,hazard,role\nL1,100,1,spike\n")]
    [InlineData(3, "is no number of cells", "lot,cells,hazard\nL1,100,0.5\n")]
    [InlineData(3, "write 0 where no such cell was seen", "lot,cells,hazard\nL1,100,\n")]
    public void Detect_ADamagedTable_IsSaidAndNothingIsWritten(int expected, string finding, string text)
    {
        File.WriteAllText(folder.File("counts.csv"), text);
        var (code, _, error) = CommandLine.Run("detect", folder.File("counts.csv"), "--out", folder.File("result"));
        Assert.Equal(expected, code);
        Assert.Contains(finding, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("result")));
    }

    [Theory]
    [InlineData("tells nothing", "--sensitivity", "0.1", "--false-positives", "0.2")]
    [InlineData("one of both is missing", "--confirm-sensitivity", "0.9")]
    [InlineData("larger one that is not", "--acceptable", "0.1", "--unacceptable", "0.01")]
    public void Detect_WrongWords_AreSaid(string finding, params string[] words)
    {
        var (code, _, error) = CommandLine.Run(["detect", .. words]);
        Assert.Equal(2, code);
        Assert.Contains(finding, error, StringComparison.Ordinal);
    }
}
