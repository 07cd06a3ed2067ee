using System.Diagnostics;
using GpuCqa.Cli.Verbs;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Cli.Tests;

public class FullDiskTests
{
    // A limit on the size of files makes the system refuse a write as a full disk does, without a disk to fill.
    [Theory]
    [InlineData("tenx")]
    [InlineData("h5ad")]
    public void Write_ThatTheSystemRefuses_EndsWithExitCodeFiveAndLeavesNothing(string format)
    {
        if (!OperatingSystem.IsLinux()) return;
        using var folder = new TemporaryFolder();
        string program = Path.ChangeExtension(typeof(SimulateVerb).Assembly.Location, ".dll");
        var start = new ProcessStartInfo("bash", ["-c", $"trap '' XFSZ; ulimit -f 200; exec dotnet '{program}' simulate --preset msc-small --format {format} --out '{folder.File("made")}' --quiet"]) { RedirectStandardError = true };
        // The runtime maps its code through a file, which the limit must not touch.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using Process process = Process.Start(start)!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 5, $"exit code {process.ExitCode}: {error}");
        Assert.Contains("cannot be written", error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
