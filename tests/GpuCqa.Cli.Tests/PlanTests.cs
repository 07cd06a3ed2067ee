using System.Text.Json;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Cli.Tests;

public sealed class PlanTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Plan_ThreeAgainstThree_IsMarkedAsOneThatCannotPass()
    {
        var (code, output, error) = CommandLine.Run("plan", "--before-lots", "3", "--after-lots", "3", "--margin", "1.5", "--margin-estimated", "--json");
        Assert.True(code == 0, error);
        using JsonDocument summary = JsonDocument.Parse(output);
        JsonElement row = summary.RootElement.GetProperty("tables").GetProperty("plan_equivalence")[0];
        Assert.Equal("CANNOT_PASS", row.GetProperty("verdict").GetString());
        Close.Relative(1.5288315952652258, row.GetProperty("smallest_half_width").GetDouble(), 1e-6);
        Assert.Contains("never declared equivalent", summary.RootElement.GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_ToAFolder_IsMadeAgainToTheSameBytes()
    {
        string result = folder.File("plan");
        var (code, _, error) = CommandLine.Run("plan", "--pairs", "5", "--before-lots", "8", "--margin", "1.5", "--quality-range", "3", "--frequency", "1e-4", "--rho", "0.8", "--out", result);
        Assert.True(code == 0, error);
        foreach (string name in (string[])["plan_lots.csv", "plan_equivalence.csv", "plan_hazard.csv", "plan_curves.csv", "summary.json", "provenance.json", "report.html", "figures/finding.svg", "figures/equivalence.png", "figures/hazard.svg"])
            Assert.True(File.Exists(Path.Combine(result, name)), name);
        byte[] report = File.ReadAllBytes(Path.Combine(result, "report.html"));
        (code, _, error) = CommandLine.Run("report", result, "--quiet");
        Assert.True(code == 0, error);
        Assert.Equal(report, File.ReadAllBytes(Path.Combine(result, "report.html")));
        File.AppendAllText(Path.Combine(result, "plan_hazard.csv"), "x");
        (code, _, error) = CommandLine.Run("report", result, "--quiet");
        Assert.Equal(3, code);
        Assert.Contains("plan_hazard.csv", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no margin", "--before-lots", "6", "--after-lots", "6")]
    [InlineData("whole numbers", "--groups", "4;5")]
    [InlineData("4 to 200 lots", "--lots", "3")]
    [InlineData("groups of lots or blocks", "--groups", "4,5", "--blocks", "2,2")]
    [InlineData("[1e-9, 0.5]", "--frequency", "0.9")]
    [InlineData("--detach needs --server", "--detach")]
    public void Plan_WrongWords_AreSaid(string finding, params string[] words)
    {
        var (code, _, error) = CommandLine.Run(["plan", .. words]);
        Assert.Equal(2, code);
        Assert.Contains(finding, error, StringComparison.Ordinal);
    }

    [Fact]
    public void PlanLock_ThenAssociate_MarksWhatDeviates()
    {
        string sheet = Lots(), plan = folder.File("plan.json");
        var (code, hash, error) = CommandLine.Run("plan", "lock", "--by", "A. Sato", "--cohort", sheet, "--readout", "vegf", "--clusters", "3", "--hypothesis", "A goes with VEGF", "--set", "confidence=0.95", "--out", plan);
        Assert.True(code == 0, error);
        Assert.Equal(64, hash.Trim().Length);
        (code, string said, error) = CommandLine.Run("plan", "verify", plan);
        Assert.True(code == 0, error);
        Assert.StartsWith(hash.Trim(), said, StringComparison.Ordinal);

        (code, string kept, error) = CommandLine.Run("associate", sheet, "-r", "vegf", "--states", "A,B,C", "--plan", plan, "--json");
        Assert.True(code == 0, error);
        using (JsonDocument summary = JsonDocument.Parse(kept))
        {
            Assert.False(summary.RootElement.GetProperty("plan").GetProperty("exploratory").GetBoolean());
            Assert.DoesNotContain(summary.RootElement.GetProperty("warnings").EnumerateArray(), w => w.GetString()!.StartsWith("EXPLORATORY", StringComparison.Ordinal));
        }

        (code, string changed, error) = CommandLine.Run("associate", sheet, "-r", "vegf,other", "--states", "A,B,C", "--alpha", "0.1", "--confidence", "0.9", "--plan", plan, "--out", folder.File("result"));
        Assert.True(code == 0, error);
        using (JsonDocument summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.File("result"), "summary.json"))))
        {
            string[] subjects = [.. summary.RootElement.GetProperty("plan").GetProperty("deviations").EnumerateArray().Select(d => d.GetProperty("subject").GetString()!)];
            Assert.Equal(["the family of readouts", "the level", "the parameter confidence"], subjects);
            Assert.Contains(summary.RootElement.GetProperty("warnings").EnumerateArray(), w => w.GetString()!.StartsWith("EXPLORATORY: the level was 0.1", StringComparison.Ordinal));
        }

        Assert.Contains("EXPLORATORY", File.ReadAllText(Path.Combine(folder.File("result"), "report.html")), StringComparison.Ordinal);
        byte[] report = File.ReadAllBytes(Path.Combine(folder.File("result"), "report.html"));
        (code, _, error) = CommandLine.Run("report", folder.File("result"), "--quiet");
        Assert.True(code == 0, error);
        Assert.Equal(report, File.ReadAllBytes(Path.Combine(folder.File("result"), "report.html")));
    }

    [Fact]
    public void PlanLock_AnImpossibleDesignOrAChangedFile_IsRefused()
    {
        string plan = folder.File("plan.json");
        var (code, _, error) = CommandLine.Run("plan", "lock", "--by", "A. Sato", "--lots", "4", "--clusters", "1", "--out", plan);
        Assert.Equal(5, code);
        Assert.Contains("its outcome is known already", error, StringComparison.Ordinal);
        Assert.False(File.Exists(plan));
        (code, _, error) = CommandLine.Run("plan", "lock", "--by", "A. Sato", "--lots", "9", "--clusters", "1", "--attribute-margin", "viability=5", "--out", plan);
        Assert.Equal(2, code);
        Assert.Contains("no justification", error, StringComparison.Ordinal);
        (code, _, error) = CommandLine.Run("plan", "lock", "--by", "A. Sato", "--lots", "9", "--clusters", "1", "--out", plan);
        Assert.True(code == 0, error);
        (code, _, error) = CommandLine.Run("plan", "lock", "--by", "A. Sato", "--lots", "9", "--clusters", "1", "--out", plan);
        Assert.Equal(5, code);
        Assert.Contains("never overwritten", error, StringComparison.Ordinal);
        File.WriteAllText(plan, File.ReadAllText(plan).Replace("0.05", "0.10", StringComparison.Ordinal));
        (code, _, error) = CommandLine.Run("plan", "verify", plan);
        Assert.Equal(3, code);
        Assert.Contains("changed after it was locked", error, StringComparison.Ordinal);
    }

    private string Lots()
    {
        string path = folder.File("lots.csv");
        File.WriteAllText(path, "lot,A,B,C,vegf,other\n" + string.Concat(Enumerable.Range(0, 9).Select(l => FormattableString.Invariant($"L{l},{10 + (3 * l)},{100 + (l * 7 % 5)},{40 + (l * 5 % 7)},{l + (l % 3 * 0.5)},{l * 7 % 9}\n"))));
        return path;
    }
}
