using System.Text.RegularExpressions;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Architecture.Tests;

/// <summary>docs/traceability.md: every row of the domain names tests that there are, or says what is not built.</summary>
public partial class TraceabilityTests
{
    private static readonly string[][] Rows = [.. File.ReadLines(Checkout.Path("docs/traceability.md")).Where(l => Row().IsMatch(l)).Select(l => l.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries))];

    private static readonly Lazy<HashSet<string>> Classes = new(() =>
        [.. Directory.EnumerateFiles(Checkout.Path("tests"), "*Tests*.cs", SearchOption.AllDirectories).Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(f => Class().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value))]);

    [Fact]
    public void Rows_OfTheDomain_AreAllThereOnce() => Assert.Equal(Enumerable.Range(1, 42).Select(r => $"R{r:00}"), Rows.Select(r => r[0]));

    [Fact]
    public void Row_NamesTestsThatThereAre_OrSaysNotBuilt()
    {
        var wrong = new List<string>();
        foreach (string[] row in Rows)
        {
            if (row.Length != 4 || row[1].Length == 0) wrong.Add($"{row[0]}: has not four columns");
            string[] tests = Wrong(row[^1], row[0], wrong);
            if (tests.Length == 0 && !row[^1].Contains("Not built:", StringComparison.Ordinal)) wrong.Add($"{row[0]}: names no test and does not say what is not built");
            if (tests.Length > 0 && row[2].Length == 0) wrong.Add($"{row[0]}: has tests and says not where it is built");
            wrong.AddRange(Quoted().Matches(row[2]).Select(m => m.Groups[1].Value).Where(p => !Path.Exists(Checkout.Path(p))).Select(p => $"{row[0]}: {p} does not exist"));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Row_ThatNamesNoTestThereIs_IsFound()
    {
        var wrong = new List<string>();
        Wrong("`TestsOfNothing`, `NothingTests`", "R00", wrong);
        Assert.Equal(["R00: there is no class NothingTests"], wrong);
    }

    private static string[] Wrong(string cell, string row, List<string> wrong)
    {
        string[] named = [.. Quoted().Matches(cell).Select(m => m.Groups[1].Value).Where(n => n.EndsWith("Tests", StringComparison.Ordinal))];
        wrong.AddRange(named.Where(n => !Classes.Value.Contains(n)).Select(n => $"{row}: there is no class {n}"));
        return named;
    }

    [GeneratedRegex(@"^\| R\d\d \|")]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^(?:public|internal) (?:(?:sealed|static|abstract|partial) )*class (\w+)", RegexOptions.Multiline)]
    private static partial Regex Class();
}
