using System.Text.Json;
using GpuCqa.Core.Cohorts;
using GpuCqa.Formats.Cohorts;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Cli.Tests;

public class SimulateVerbTests
{
    [Theory]
    [InlineData("no simulation preset 'nope'", "--preset", "nope")]
    [InlineData("--cells belongs to", "--preset", "msc-small", "--cells", "5")]
    [InlineData("--cells 0", "--preset", "hazard", "--cells", "0")]
    [InlineData("--genes belongs to", "--preset", "hazard", "--genes", "5")]
    [InlineData("'shift'", "--preset", "null", "--change", "small")]
    [InlineData("'shift'", "--preset", "null", "--split-donors")]
    [InlineData("no simulated change 'nope'", "--preset", "shift", "--change", "nope")]
    [InlineData("no format 'nope'", "--preset", "null", "--format", "nope")]
    [InlineData("the programs, gene sets", "--preset", "scale", "--genes", "100")]
    public void Arguments_ThatDoNotFit_AreRefusedBeforeAnythingIsWritten(string named, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var (code, _, error) = CommandLine.Run(["simulate", "--out", folder.File("made"), "--quiet", .. arguments]);
        Assert.Equal(2, code);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Folder_ThatExists_EndsWithExitCodeFive()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("made"));
        File.WriteAllText(folder.File("made/mine.txt"), "mine");
        foreach (string[] force in new string[][] { [], ["--force"] })
        {
            var (code, _, error) = CommandLine.Run(["simulate", "--out", folder.File("made"), "--quiet", .. force]);
            Assert.Equal(5, code);
            Assert.Contains("made", error, StringComparison.Ordinal);
        }

        Assert.Single(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Shift_Cohort_NamesProcessBatchAndChange()
    {
        using var folder = new TemporaryFolder();
        var (code, _, error) = CommandLine.Run("simulate", "--preset", "shift", "--change", "small", "--split-donors", "--format", "h5ad", "--out", folder.File("made"), "--quiet");
        Assert.True(code == 0, error);
        Cohort sheet = CohortSheet.Read(folder.File("made/cohort.csv"));
        Assert.Equal(8, sheet.Lots.Count(l => l.Process == "pre" && l.Role == "train"));
        Assert.Equal(8, sheet.Lots.Count(l => l.Process == "post" && l.Role == "test"));
        Assert.Equal(sheet.Lots.Take(8).Select(l => (l.Donor, l.Batch)), sheet.Lots.Skip(8).Select(l => (l.Donor, l.Batch)));
        Assert.All(sheet.Lots, l => Assert.EndsWith(".h5ad", l.Path!, StringComparison.Ordinal));
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(folder.File("made/manifest.json")));
        JsonElement change = manifest.RootElement.GetProperty("parameters").GetProperty("change");
        Assert.Equal(("small", 0.5), (change.GetProperty("name").GetString(), change.GetProperty("cqa_shift").GetDouble()));
        Assert.Equal("SIMILAR_UNCERTAIN", change.GetProperty("verdict").GetString());
    }
}
