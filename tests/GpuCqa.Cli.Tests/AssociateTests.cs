using System.Text;
using System.Text.Json;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Cli.Tests;

public sealed class AssociateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Associate_TwoGroupsOfSix_IsExactOverTheirDistinctOrders()
    {
        string table = Groups();
        var (code, output, error) = CommandLine.Run("associate", table, "--readout", "arm", "--levels", "low,high", "--json");
        Assert.True(code == 0, error);
        Assert.StartsWith("12 lots have 924 distinct orders, since some have the same readout; all are evaluated. The smallest two-sided p that a state can reach is 0.0022", error, StringComparison.Ordinal);
        using JsonDocument summary = JsonDocument.Parse(output);
        JsonElement design = summary.RootElement.GetProperty("design"), best = summary.RootElement.GetProperty("finding").GetProperty("best");
        Assert.True(design.GetProperty("exact").GetBoolean());
        Assert.Equal((924, 2 / 924.0), (design.GetProperty("permutations").GetInt64(), design.GetProperty("smallest_p").GetDouble()));
        // A alone separates the groups: of the 924 orders only its own and the opposite one do.
        Assert.Equal(("A", 2 / 924.0), (best.GetProperty("state").GetString(), best.GetProperty("p_exact").GetDouble()));
    }

    [Fact]
    public void Associate_ToAFolderAndToTheTerminal_SaysTheSame()
    {
        string table = Groups(), result = folder.File("result");
        var (code, text, error) = CommandLine.Run("associate", table, "--readout", "arm", "--levels", "low,high");
        Assert.True(code == 0, error);
        Assert.StartsWith("state  lots  rho", text, StringComparison.Ordinal);
        (code, string none, error) = CommandLine.Run("associate", table, "--readout", "arm", "--levels", "low,high", "--out", result);
        Assert.True(code == 0, error);
        Assert.Empty(none);
        Assert.Contains("The share of A is higher in high than in low across 12 lots", error, StringComparison.Ordinal);
        foreach (string name in (string[])["associations.csv", "states.csv", "lots.csv", "summary.json", "provenance.json", "report.html", "figures/finding.svg"]) Assert.True(File.Exists(Path.Combine(result, name)), name);
        byte[] report = File.ReadAllBytes(Path.Combine(result, "report.html"));
        (code, _, error) = CommandLine.Run("report", result, "--quiet");
        Assert.True(code == 0, error);
        Assert.Equal(report, File.ReadAllBytes(Path.Combine(result, "report.html")));
        (code, _, error) = CommandLine.Run("associate", table, "--readout", "arm", "--levels", "low,high", "--out", result);
        Assert.Equal(5, code);
        Assert.Contains("--force", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Associate_Predicting_SaysQ2BesideWhatChanceReaches()
    {
        var (code, _, error) = CommandLine.Run("associate", Groups(), "--readout", "arm", "--levels", "low,high", "--predict", "--effective-cells");
        Assert.True(code == 0, error);
        Assert.Contains("arm of lots that were left out is predicted by", error, StringComparison.Ordinal);
        Assert.Contains("where chance reaches", error, StringComparison.Ordinal);
        Assert.Contains("arm is not attributed to states: its values are levels in words, not amounts.", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, "no column 'none'", "--readout", "none")]
    [InlineData(3, "--levels \"arm=low,high\"", "--readout", "arm")]
    [InlineData(3, "no lot has the level 'middle'", "--readout", "arm", "--levels", "low,middle")]
    [InlineData(2, "names a level twice", "--readout", "arm", "--levels", "low,low")]
    [InlineData(2, "expected counts, fractions or percent", "--readout", "arm", "--levels", "low,high", "--values", "cells")]
    [InlineData(2, "--count-column needs --state-column", "--readout", "arm", "--levels", "low,high", "--count-column", "A")]
    [InlineData(2, "are for --predict", "--readout", "arm", "--levels", "low,high", "--predict-features", "clr")]
    [InlineData(2, "--detach needs --server", "--readout", "arm", "--levels", "low,high", "--detach")]
    public void Associate_WrongWords_AreSaidAndNothingIsWritten(int expected, string finding, params string[] words)
    {
        var (code, _, error) = CommandLine.Run(["associate", Groups(), .. words, "--out", folder.File("result")]);
        Assert.Equal(expected, code);
        Assert.Contains(finding, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("result")));
    }

    private string Groups()
    {
        var table = new StringBuilder("lot,A,B,C,arm\n");
        for (int l = 0; l < 12; l++) table.Append(System.Globalization.CultureInfo.InvariantCulture, $"L{l:00},{10 + (3 * l)},{100 + (l * 7 % 5)},{40 + (l * 5 % 7)},{(l < 6 ? "low" : "high")}\n");
        string path = folder.File("states.csv");
        File.WriteAllText(path, table.ToString());
        return path;
    }
}
