using System.Text.Json;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Cli.Tests;

public sealed class SpecificationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Specification_ToAFolder_HasItsLimitsAndIsMadeAgain()
    {
        string table = Table("99.7"), result = folder.File("result");
        var (code, text, error) = CommandLine.Run("specification", table, "--lower", "potency", "--upper", "hazard", "--log", "hazard", "--next", "3", "--specified", "potency=92:");
        Assert.True(code == 0, error);
        Assert.Contains("91.69", text, StringComparison.Ordinal);
        (code, _, error) = CommandLine.Run("specification", table, "--lower", "potency", "--upper", "hazard", "--log", "hazard", "--next", "3", "--specified", "potency=92:", "--out", result, "--lang", "ja");
        Assert.True(code == 0, error);
        using JsonDocument summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(result, "summary.json")));
        JsonElement potency = summary.RootElement.GetProperty("tables").GetProperty("specification")[0];
        Close.Relative(91.6922877708, potency.GetProperty("tolerance_low").GetDouble(), 1e-9);
        Close.Relative(0.934163462053, potency.GetProperty("ppk").GetDouble(), 1e-9);
        Assert.Equal(JsonValueKind.Null, potency.GetProperty("tolerance_high").ValueKind);
        byte[] report = File.ReadAllBytes(Path.Combine(result, "report.html"));
        (code, _, error) = CommandLine.Run("report", result, "--quiet", "--lang", "ja");
        Assert.True(code == 0, error);
        Assert.Equal(report, File.ReadAllBytes(Path.Combine(result, "report.html")));
    }

    [Theory]
    [InlineData(2, "No attribute is named", "99.7")]
    [InlineData(4, "no column 'vegf'", "99.7", "--lower", "vegf")]
    [InlineData(3, "line 6, column 'potency', lot 'L5'", "x", "--lower", "potency")]
    [InlineData(3, "beyond a limit of the assay", "<50", "--lower", "potency")]
    [InlineData(2, "expected attribute=low:high", "99.7", "--lower", "potency", "--specified", "potency=9")]
    [InlineData(5, "limits need at least 3", "99.7", "--lower", "rare")]
    public void Specification_WrongWords_AreSaidAndNothingIsWritten(int expected, string finding, string fifth, params string[] words)
    {
        var (code, _, error) = CommandLine.Run(["specification", Table(fifth), .. words, "--out", folder.File("result")]);
        Assert.Equal(expected, code);
        Assert.Contains(finding, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("result")));
    }

    private string Table(string fifth)
    {
        string[] potency = ["98.2", "101.5", "95.9", "104.1", fifth, "102.3", "97.4", "100.8", "96.6", "103.0"];
        string path = folder.File("lots.csv");
        File.WriteAllText(path, "lot,donor,potency,hazard,rare\n" + string.Concat(potency.Select((p, i) => FormattableString.Invariant($"L{i + 1},D{i + 1},{p},{0.001 * (1 + (i * 3 % 7))},{(i < 2 ? "1" : "")}\n"))));
        return path;
    }
}
