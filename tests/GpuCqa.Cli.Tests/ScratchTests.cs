using System.Diagnostics;
using System.Text.Json;
using GpuCqa.Cli.Verbs;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Cli.Tests;

public sealed class ScratchTests : IDisposable
{
    private readonly TinyCohort cohort = new();
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Discover_CountsInScratchFiles_GivesTheSameFilesAndLeavesNothing()
    {
        var (code, _, error) = CommandLine.Run(["discover", cohort.Sheet, .. Small, "--out", folder.File("memory"), "--quiet"]);
        Assert.True(code == 0, error);
        (code, _, error) = CommandLine.Run(["discover", cohort.Sheet, .. Small, "--out", folder.File("scratch"), "--quiet", "--memory", Least(), "--scratch", folder.File("s")]);
        Assert.True(code == 0, error);
        Assert.Empty(Directory.GetFileSystemEntries(folder.File("s")));
        string[] files = [.. Directory.GetFiles(folder.File("memory"), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder.File("memory"), f)).Order(StringComparer.Ordinal)];
        Assert.Contains("result.h5ad", files);
        // These say when it was and what was typed.
        foreach (string file in files.Except(["provenance.json", "report.html"]))
            Assert.True(File.ReadAllBytes(Path.Combine(folder.File("memory"), file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(folder.File("scratch"), file))), file);
    }

    // A limit on the size of files makes the system refuse a write as a full disk does, without a disk to fill.
    [Fact]
    public void Discover_ScratchDiskThatFills_EndsWithOneLineAndLeavesNothing()
    {
        if (!OperatingSystem.IsLinux()) return;
        string program = Path.ChangeExtension(typeof(DiscoverVerb).Assembly.Location, ".dll");
        string arguments = string.Join(' ', ((string[])["discover", cohort.Sheet, .. Small, "--out", folder.File("out"), "--quiet", "--memory", Least(), "--scratch", folder.File("s")]).Select(a => $"'{a}'"));
        var start = new ProcessStartInfo("bash", ["-c", $"trap '' XFSZ; ulimit -f 1; exec dotnet '{program}' {arguments}"]) { RedirectStandardError = true };
        // The runtime maps its code through a file, which the limit must not touch.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using Process process = Process.Start(start)!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 5, $"exit code {process.ExitCode}: {error}");
        Assert.Contains("--scratch", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.File("s")));
        Assert.False(Directory.Exists(folder.File("out")));
    }

    [Fact]
    public void Discover_LessMemoryThanItNeeds_IsRefusedBeforeItReads()
    {
        var (code, _, error) = CommandLine.Run(["discover", cohort.Sheet, .. Small, "--out", folder.File("out"), "--quiet", "--memory", "1M"]);
        Assert.Equal(5, code);
        Assert.Contains("--memory allows 1 MB", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("out")));
    }

    [Theory]
    [InlineData("much")]
    [InlineData("-4G")]
    [InlineData("0")]
    [InlineData("")]
    public void Discover_MemoryThatIsNoSize_IsRefused(string size)
    {
        var (code, _, error) = CommandLine.Run(["discover", cohort.Sheet, .. Small, "--out", folder.File("out"), "--memory", size]);
        Assert.Equal(2, code);
        Assert.Contains("--memory", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("8G", 8_000_000_000)]
    [InlineData("1.5 GB", 1_500_000_000)]
    [InlineData("500m", 500_000_000)]
    [InlineData("123456", 123_456)]
    [InlineData("2T", 2_000_000_000_000)]
    public void Bytes_OfASize_AreRead(string text, long expected) => Assert.Equal(expected, OptionValues.Bytes("--memory", text));

    public void Dispose()
    {
        cohort.Dispose();
        folder.Dispose();
    }

    private static string[] Small => ["--readout", "vegf", "--device", "cpu", "--neighbors", "8", "--max-mito", "100"];

    // What is needed beside the counts.
    private string Least()
    {
        var (code, output, error) = CommandLine.Run(["discover", cohort.Sheet, .. Small, "--dry-run", "--json", "--memory", "1000G"]);
        Assert.True(code == 0, error);
        using JsonDocument plan = JsonDocument.Parse(output);
        return (plan.RootElement.GetProperty("host_peak_bytes").GetInt64() - plan.RootElement.GetProperty("counts_in_memory_bytes").GetInt64() + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
