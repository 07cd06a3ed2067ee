using System.Text.Json;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Cli.Tests;

public sealed class ReferenceTests : IDisposable
{
    private readonly TinyCohort cohort = new();

    public ReferenceTests()
    {
        var (code, _, error) = CommandLine.Run("discover", cohort.Sheet, "--readout", "vegf", "--out", cohort.Output, "--quiet", "--neighbors", "8", "--max-mito", "100", "--key-gene", "G1");
        Assert.True(code == 0, error);
    }

    public void Dispose() => cohort.Dispose();

    [Fact]
    public void Inspect_OfAResult_SaysItsClaim()
    {
        var (code, output, error) = CommandLine.Run("reference", "inspect", cohort.Output);
        Assert.True(code == 0, error);
        string hash = Hash("provenance.json");
        Assert.Equal(hash, Hash("summary.json"));
        Assert.Contains(hash, output, StringComparison.Ordinal);
        Assert.Contains("6: L0, L1, L2, L3, L4, L5", output, StringComparison.Ordinal);
        Assert.Contains("vegf", output, StringComparison.Ordinal);
        Assert.Contains("key marker G1 (given)", output, StringComparison.Ordinal);

        (code, output, error) = CommandLine.Run("reference", "inspect", Path.Combine(cohort.Output, "reference"), "--json");
        Assert.True(code == 0, error);
        using JsonDocument json = JsonDocument.Parse(output);
        Assert.Equal(hash, json.RootElement.GetProperty("hash").GetString());
        Assert.Equal(100, json.RootElement.GetProperty("lots")[0].GetProperty("readouts").GetProperty("vegf").GetDouble());
        Assert.Equal("ENSG1", json.RootElement.GetProperty("hypotheses")[0].GetProperty("marker").GetProperty("gene").GetString());
    }

    [Fact]
    public void Verify_OfAChangedByte_NamesTheFile()
    {
        var (code, output, _) = CommandLine.Run("reference", "verify", cohort.Output);
        Assert.Equal(0, code);
        Assert.StartsWith(Hash("provenance.json"), output, StringComparison.Ordinal);
        string file = Path.Combine(cohort.Output, "reference", "projections.npy");
        byte[] bytes = File.ReadAllBytes(file);
        bytes[^3] ^= 16;
        File.WriteAllBytes(file, bytes);
        (code, _, string error) = CommandLine.Run("reference", "verify", cohort.Output);
        Assert.Equal(3, code);
        Assert.StartsWith($"gpucqa: {file}: was changed", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_OfAResultWithTheReferenceOfAnother_SaysSo()
    {
        string provenance = Path.Combine(cohort.Output, "provenance.json"), hash = Hash("provenance.json");
        File.WriteAllText(provenance, File.ReadAllText(provenance).Replace(hash, new string('0', 64), StringComparison.Ordinal));
        var (code, _, error) = CommandLine.Run("reference", "verify", cohort.Output);
        Assert.Equal(3, code);
        Assert.Contains("provenance.json", error, StringComparison.Ordinal);
        // By itself the reference is whole.
        Assert.Equal(0, CommandLine.Run("reference", "verify", Path.Combine(cohort.Output, "reference")).ExitCode);
    }

    [Fact]
    public void Export_ToAFolder_IsTheReference()
    {
        string copy = cohort.Output + "-copy";
        var (code, _, error) = CommandLine.Run("reference", "export", cohort.Output, "--out", copy, "--quiet");
        Assert.True(code == 0, error);
        Assert.Equal(0, CommandLine.Run("reference", "verify", copy, "--quiet").ExitCode);
        Assert.All(Directory.GetFiles(Path.Combine(cohort.Output, "reference")), f => Assert.Equal(File.ReadAllBytes(f), File.ReadAllBytes(Path.Combine(copy, Path.GetFileName(f)))));
        Assert.Equal(5, CommandLine.Run("reference", "export", cohort.Output, "--out", copy).ExitCode);
        Assert.Equal(0, CommandLine.Run("reference", "export", cohort.Output, "--out", copy, "--force", "--quiet").ExitCode);
        // A folder of something else is never replaced.
        Assert.Equal(5, CommandLine.Run("reference", "export", cohort.Output, "--out", Path.GetDirectoryName(cohort.Sheet)!, "--force").ExitCode);
    }

    [Fact]
    public void Export_OfADamagedReference_WritesNothing()
    {
        File.AppendAllText(Path.Combine(cohort.Output, "reference", "genes.csv"), "\n");
        foreach (string target in (string[])[cohort.Output + "-copy", cohort.Output + "-copy.h5ad"])
        {
            var (code, _, error) = CommandLine.Run("reference", "export", cohort.Output, "--out", target);
            Assert.Equal(3, code);
            Assert.Contains("genes.csv", error, StringComparison.Ordinal);
            Assert.False(Path.Exists(target));
        }

        Assert.DoesNotContain(Directory.GetFileSystemEntries(Path.GetDirectoryName(cohort.Output)!), e => e.EndsWith(".partial", StringComparison.Ordinal));
    }

    [Fact]
    public void Export_AsAnnData_IsWhatInspectReads()
    {
        string file = cohort.Output + ".h5ad";
        var (code, _, error) = CommandLine.Run("reference", "export", cohort.Output, "--out", file, "--quiet");
        Assert.True(code == 0, error);
        Assert.Equal(5, CommandLine.Run("reference", "export", cohort.Output, "--out", file).ExitCode);
        (code, string output, error) = CommandLine.Run("inspect", file);
        Assert.True(code == 0, error);
        using JsonDocument json = JsonDocument.Parse(CommandLine.Run("reference", "inspect", cohort.Output, "--json").Output);
        string[] numbers = output.Split((char[])[' ', '\n', ','], StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(json.RootElement.GetProperty("cells").ToString(), numbers);
    }

    [Fact]
    public void Place_WithoutAReference_IsNotFound() => Assert.Equal(4, CommandLine.Run("reference", "inspect", Path.GetDirectoryName(cohort.Sheet)!).ExitCode);

    private string Hash(string file)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(cohort.Output, file)));
        return json.RootElement.GetProperty("reference").GetProperty("hash").GetString()!;
    }
}
