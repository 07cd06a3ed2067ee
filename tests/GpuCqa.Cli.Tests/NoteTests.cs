using Xunit;

namespace GpuCqa.Cli.Tests;

public class NoteTests
{
    [Fact]
    public void Discover_RepeatedDonorAndMissingReadout_AreSaidInTheResult()
    {
        using var cohort = new TinyCohort();
        string[] lines = File.ReadAllLines(cohort.Sheet);
        for (int l = 1; l < lines.Length; l++) lines[l] += l <= 2 ? ",D1" : $",D{l}";
        lines[0] += ",donor";
        lines[6] = "L5,L5,train,,D6";
        File.WriteAllLines(cohort.Sheet, lines);
        var (code, output, error) = CommandLine.Run("discover", cohort.Sheet, "--readout", "vegf", "--out", cohort.Output, "--quiet", "--json", "--neighbors", "8", "--max-mito", "100");
        Assert.True(code == 0, error);
        Assert.Contains("one donor (D1)", output, StringComparison.Ordinal);
        Assert.Contains("no value of a readout", output, StringComparison.Ordinal);
        Assert.Contains("L5", output, StringComparison.Ordinal);
    }
}
