using Xunit;

namespace GpuCqa.Cli.Tests;

public class ExitCodeTests
{
    [Theory]
    [InlineData(2, "--align", "sideways")]
    [InlineData(2, "--resolutions", "0.5,zero")]
    [InlineData(2, "--threads", "0")]
    [InlineData(2, "--device", "abacus")]
    [InlineData(2, "--no-such-option", "1")]
    [InlineData(2, "--mito-pattern", "(")]
    [InlineData(2, "--exact-lots", "99")]
    [InlineData(2, "--stability-seeds", "5")]
    [InlineData(4, "--readout", "potency")]
    [InlineData(4, "--block", "plate")]
    [InlineData(4, "--unit", "mother")]
    [InlineData(2, "--replicates", "vegf")]
    [InlineData(2, "--levels", "ido=low,high")]
    [InlineData(75, "--device", "cuda:99")]
    [InlineData(75, "--device", "opencl:99")]
    public void Discover_WrongRequest_HasItsCode(int expected, string option, string value)
    {
        using var cohort = new TinyCohort();
        string[] readout = option == "--readout" ? [] : ["--readout", "vegf"];
        var (code, _, error) = CommandLine.Run(["discover", cohort.Sheet, "--out", cohort.Output, "--quiet", .. readout, option, value]);
        Assert.Equal(expected, code);
        Assert.StartsWith("gpucqa: ", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(cohort.Output));
    }

    [Fact]
    public void Discover_MissingColumn_NamesThoseThereAre()
    {
        using var cohort = new TinyCohort();
        var (_, _, error) = CommandLine.Run("discover", cohort.Sheet, "--readout", "potency", "--out", cohort.Output, "--quiet");
        Assert.Contains("vegf", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Discover_DonorOfTrainAndTestLots_IsRefusedBeforeReading()
    {
        using var cohort = new TinyCohort();
        File.WriteAllText(cohort.Sheet, "lot,path,role,donor,vegf\nL0,L0,train,D0,1\nL1,L1,train,D1,2\nL2,L2,train,D2,3\nL3,L3,train,D3,4\nL4,L4,train,D4,5\nL5,L5,test,D4,6\n");
        var (code, _, error) = CommandLine.Run("discover", cohort.Sheet, "--readout", "vegf", "--out", cohort.Output, "--quiet");
        Assert.Equal(5, code);
        Assert.Contains("DONOR_LEAK", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(cohort.Output));
    }

    [Fact]
    public void Discover_ThreeLots_IsRefusedBeforeReading()
    {
        using var cohort = new TinyCohort();
        File.WriteAllLines(cohort.Sheet, File.ReadAllLines(cohort.Sheet).Take(4));
        var (code, _, error) = CommandLine.Run("discover", cohort.Sheet, "--readout", "vegf", "--out", cohort.Output, "--quiet");
        Assert.Equal(5, code);
        Assert.Contains("3 lots", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Discover_ExistingFolder_IsKeptWithoutForce()
    {
        using var cohort = new TinyCohort();
        Directory.CreateDirectory(cohort.Output);
        File.WriteAllText(Path.Combine(cohort.Output, "mine.txt"), "keep");
        var (code, _, _) = CommandLine.Run("discover", cohort.Sheet, "--readout", "vegf", "--out", cohort.Output, "--quiet");
        Assert.Equal(5, code);
        Assert.Equal("keep", File.ReadAllText(Path.Combine(cohort.Output, "mine.txt")));
    }

    [Fact]
    public void Help_EveryVerb_IsListed()
    {
        var (code, output, _) = CommandLine.Run("--help");
        Assert.Equal(0, code);
        foreach (string verb in new[] { "discover", "attach", "inspect", "simulate", "demo", "devices" }) Assert.Contains(verb, output, StringComparison.Ordinal);
    }

    [Fact]
    public void Devices_Json_ListsTheCpu()
    {
        var (code, output, _) = CommandLine.Run("devices", "--json");
        Assert.Equal(0, code);
        Assert.Contains("\"cpu\"", output, StringComparison.Ordinal);
    }
}
