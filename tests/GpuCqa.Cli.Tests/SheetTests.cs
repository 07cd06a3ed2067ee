using Xunit;

namespace GpuCqa.Cli.Tests;

public class SheetTests
{
    [Theory]
    [InlineData("--seed", "-1", "--seed is '-1'; expected a whole number from 0.")]
    [InlineData("--seed", "99999999999999999999", "--seed is '99999999999999999999'; expected at most 18446744073709551615.")]
    [InlineData("--threads", "1.5", "--threads is '1.5'; expected a whole number.")]
    [InlineData("--dims", "3000000000", "--dims is '3000000000'; expected at most 2147483647.")]
    [InlineData("--mads", "2,5", "--mads is '2,5'; expected a number with a decimal point.")]
    [InlineData("--alpha", "x", "--alpha is 'x'; expected a number.")]
    [InlineData("--max-mito", "NaN", "--max-mito is 'NaN'; expected a number.")]
    public void Number_ThatIsNone_IsOneLineWithoutTypes(string option, string value, string message)
    {
        var (code, _, error) = CommandLine.Run("discover", "cohort.csv", "--readout", "vegf", "--out", "out", option, value);
        Assert.Equal(2, code);
        Assert.StartsWith($"gpucqa: {message}\n", error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("L1,L1", "L1,L0", 3, "name the same cells")]
    [InlineData(",train,", ",training,", 5, "the roles are 'training' (6 lots)")]
    [InlineData("L1,L1", "L1,none", 3, "does not exist")]
    [InlineData(",vegf\n", ",vegf,\n", 0, "")]
    [InlineData(",11", ",x1", 3, "is not a finite number")]
    [InlineData("L0,L0,train,100\nL1,L1,train,110\nL2,L2,train,120\n", "", 5, "3 lots cannot show")]
    public void Inspect_OfASheet_EndsAsDiscoverDoes(string old, string replacement, int expected, string finding)
    {
        using var cohort = new TinyCohort();
        File.WriteAllText(cohort.Sheet, File.ReadAllText(cohort.Sheet).Replace(old, replacement, StringComparison.Ordinal));
        var (inspected, _, said) = CommandLine.Run("inspect", cohort.Sheet);
        var (discovered, _, error) = CommandLine.Run("discover", cohort.Sheet, "--readout", "vegf", "--out", cohort.Output, "--dry-run", "--quiet");
        Assert.Equal((expected, expected), (inspected, discovered));
        Assert.Contains(finding, said, StringComparison.Ordinal);
        Assert.Contains(finding, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Discover_SheetOfASpreadsheet_GivesWhatThePlainOneGives()
    {
        using var cohort = new TinyCohort();
        string[] lines = File.ReadAllLines(cohort.Sheet);
        string json(string readout)
        {
            var (code, output, error) = CommandLine.Run("discover", cohort.Sheet, "--readout", readout, "--out", cohort.Output, "--quiet", "--json", "--force", "--neighbors", "8", "--max-mito", "100");
            Assert.True(code == 0, error);
            return output[output.IndexOf("\"design\"", StringComparison.Ordinal)..];
        }

        string plain = json("vegf");
        string[] cells = [.. lines.Skip(1).Select(l => l.Replace(',', ';') + ",50;;")];
        File.WriteAllText(cohort.Sheet, "\uFEFFsep=;\r\nlot;path;role;Vegf, pg/ml;;\r\n" + string.Join("\r\n", cells) + "\r\n;;;;;\r\n");
        string text = json("VEGF, pg/ml");
        Assert.Contains("\"readout\": \"Vegf, pg/ml\"", text, StringComparison.Ordinal);
        Assert.Equal(Field(plain, "rho"), Field(text, "rho"));
        Assert.Equal(Field(plain, "p_family"), Field(text, "p_family"));
    }

    [Fact]
    public void Discover_SameCellsUnderTwoNames_WarnsBesideTheFinding()
    {
        using var cohort = new TinyCohort();
        foreach (string part in (string[])["matrix.mtx.gz", "features.tsv.gz"]) File.Copy(cohort.PathOf(0, part), cohort.PathOf(1, part), overwrite: true);
        var (code, output, error) = CommandLine.Run("discover", cohort.Sheet, "--readout", "vegf", "--out", cohort.Output, "--quiet", "--json", "--neighbors", "8", "--max-mito", "100");
        Assert.True(code == 0, error);
        string warnings = output[output.IndexOf("\"warnings\"", StringComparison.Ordinal)..];
        Assert.Contains("hold the same 12 cells", warnings, StringComparison.Ordinal);
        Assert.Contains("'L0', 'L1'", warnings, StringComparison.Ordinal);
    }

    private static string Field(string json, string name)
    {
        int at = json.IndexOf($"\"{name}\":", StringComparison.Ordinal);
        Assert.True(at >= 0, json);
        return json[at..json.IndexOf('\n', at)];
    }
}
