using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GpuCqa.Cli.Verbs;
using GpuCqa.Testing;
using Xunit;
using Xunit.Abstractions;

namespace GpuCqa.Cli.Tests;

/// <summary>Discoveries that are killed, stopped, or out of disk, and gone on with.</summary>
public sealed class ResumeTests(ITestOutputHelper output) : IDisposable
{
    private readonly SmallCohort cohort = new();
    private readonly TemporaryFolder folder = new();

    /// <summary>Kills in a run of the test: few in every test run, GPUCQA_KILLS as many as it says.</summary>
    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("GPUCQA_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out int kills) ? kills : 3;

    private string Scratch => folder.File("s");

    // Steps that are whole; what a kill left of one that was being written is none.
    private string[] Kept => Directory.Exists(Scratch) ? [.. Directory.GetFiles(Scratch, "*-*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f).Length == 0)] : [];

    [Fact]
    public async Task Discover_KilledAtRandomMoments_GoesOnToTheSameBytesAndLeavesNothing()
    {
        ulong seed = Seeds.OfThisRun[^1];
        output.WriteLine($"seed {seed} ({Seeds.Variable}={seed} repeats it)");
        var random = new Random((int)seed);
        long begun = Stopwatch.GetTimestamp();
        using (Process whole = Start(null, "whole")) End(whole, 0);
        TimeSpan duration = Stopwatch.GetElapsedTime(begun);
        for (int kill = 0; kill < Kills; kill++)
        {
            TimeSpan moment = duration * random.NextDouble();
            using Process process = Start(null, $"killed-{kill}", "--resume");
            Task<string> said = process.StandardError.ReadToEndAsync();
            // A run that ends before its moment was quick, and must have ended well.
            bool ended = process.WaitForExit(moment);
            if (!ended) process.Kill();
            process.WaitForExit();
            output.WriteLine($"{(ended ? "ended before" : "killed after")} {moment.TotalSeconds:0.00} of {duration.TotalSeconds:0.00} s with {Kept.Length} steps kept: {(await said).ReplaceLineEndings(" ")}");
            if (ended) Assert.Equal(0, process.ExitCode);
            // Nothing, or all of it: a kill may come after the result has its name and before the process has ended.
            if (ended || Directory.Exists(folder.File($"killed-{kill}"))) RequireSame($"killed-{kill}");
        }

        int kept = Kept.Length;
        using (Process last = Start(null, "last", "--resume"))
        {
            string error = End(last, 0);
            Assert.Equal(kept, error.Split('\n').Count(l => l.StartsWith("resumed: ", StringComparison.Ordinal)));
        }

        RequireSame("last");
        using JsonDocument provenance = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.File("last"), "provenance.json")));
        Assert.Equal(kept, provenance.RootElement.GetProperty("resumed").GetArrayLength());
        Assert.Empty(Directory.GetFileSystemEntries(Scratch));
    }

    [Fact]
    public void Discover_Stopped_SaysHowToGoOn()
    {
        if (OperatingSystem.IsWindows()) return;
        using (Process process = Start(null, "stopped", "--resume"))
        {
            while (Kept.Length == 0 && !process.HasExited) Thread.Yield();
            using (Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"])) kill.WaitForExit();
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 130, $"{process.ExitCode}: {error}");
            string line = error.TrimEnd().Split('\n')[^1];
            Assert.StartsWith("gpucqa: stopped; no result was written. Finished steps up to '", line, StringComparison.Ordinal);
            Assert.Contains(Scratch, line, StringComparison.Ordinal);
        }

        var (code, _, said) = Run("anew");
        Assert.True(code == 0, said);
        Assert.Contains("--resume would go on from there", said, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Scratch));
    }

    // A limit on the size of files makes the system refuse a write as a full disk does, without a disk to fill.
    [Fact]
    public void Discover_DiskThatFillsWhileStepsAreKept_EndsWithOneLineAndIsGoneOnWith()
    {
        if (!OperatingSystem.IsLinux()) return;
        using (Process whole = Start(null, "whole")) End(whole, 0);
        using (Process process = Start(64, "full", "--resume", "--quiet"))
        {
            string line = Assert.Single(End(process, 5).Trim().Split('\n'));
            Assert.Contains("cannot be written", line, StringComparison.Ordinal);
            Assert.Contains("the same command goes on after them", line, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(folder.File("full")));
        Assert.NotEmpty(Kept);
        Assert.Empty(Directory.GetFiles(Scratch, "*.part", SearchOption.AllDirectories));
        var (code, _, said) = Run("full", "--resume");
        Assert.True(code == 0, said);
        Assert.Contains("resumed: cells (from ", said, StringComparison.Ordinal);
        RequireSame("full");
        Assert.Empty(Directory.GetFileSystemEntries(Scratch));
    }

    [Fact]
    public void Discover_CountsInScratchFiles_GoesOnToTheSameBytes()
    {
        if (!OperatingSystem.IsLinux()) return;
        var (code, _, said) = Run("whole");
        Assert.True(code == 0, said);
        string memory = Least();
        using (Process process = Start(64, "spilled", "--resume", "--quiet", "--memory", memory)) End(process, 5);
        (code, _, said) = Run("spilled", "--resume", "--memory", memory);
        Assert.True(code == 0, said);
        Assert.Contains("resumed: cells", said, StringComparison.Ordinal);
        RequireSame("spilled");
        Assert.Empty(Directory.GetFileSystemEntries(Scratch));
    }

    [Fact]
    public void Discover_GeneThatIsNotThere_KeepsNoSteps()
    {
        var (code, _, error) = Run("out", "--resume", "--key-gene", "NO-SUCH-GENE", "--quiet");
        Assert.True(code == 4, error);
        Assert.DoesNotContain("goes on", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Scratch));
    }

    [Fact]
    public void DryRun_WithKeptSteps_SaysTheirDisk()
    {
        var (code, text, error) = CommandLine.Run(["discover", cohort.Sheet, .. Small, "--dry-run", "--json", "--scratch", Scratch]);
        Assert.True(code == 0, error);
        using JsonDocument plan = JsonDocument.Parse(text);
        Assert.True(plan.RootElement.GetProperty("kept_steps_bytes").GetInt64() > 0);
        Assert.Equal(300, plan.RootElement.GetProperty("kept_steps_after_seconds").GetDouble());
        (_, text, _) = CommandLine.Run(["discover", cohort.Sheet, .. Small, "--dry-run", "--scratch", Scratch]);
        Assert.Contains("kept steps", text, StringComparison.Ordinal);
        (_, text, _) = CommandLine.Run(["discover", cohort.Sheet, .. Small, "--dry-run", "--keep-steps", "never", "--scratch", Scratch]);
        Assert.DoesNotContain("kept steps", text, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Scratch));
    }

    [Theory]
    [InlineData("--keep-steps", "often")]
    [InlineData("--resume", "--keep-steps", "never")]
    [InlineData("--resume", "--server", "http://127.0.0.1:1")]
    public void Discover_OptionsThatCannotBe_AreRefused(params string[] options)
    {
        var (code, _, error) = Run("out", options);
        Assert.True(code == 2, error);
        Assert.Contains(options[0], error, StringComparison.Ordinal);
        Assert.Empty(Kept);
    }

    public void Dispose()
    {
        cohort.Dispose();
        folder.Dispose();
    }

    private static string[] Small => ["--readout", "vegf", "--device", "cpu", "--neighbors", "8", "--max-mito", "100"];

    private (int ExitCode, string Output, string Error) Run(string result, params string[] options) =>
        CommandLine.Run(["discover", cohort.Sheet, .. Small, "--out", folder.File(result), "--scratch", Scratch, .. options]);

    private Process Start(int? fileKilobytes, string result, params string[] options)
    {
        string program = Path.ChangeExtension(typeof(DiscoverVerb).Assembly.Location, ".dll");
        string[] arguments = ["discover", cohort.Sheet, .. Small, "--out", folder.File(result), "--scratch", Scratch, .. options];
        ProcessStartInfo start = fileKilobytes is null
            ? new("dotnet", [program, .. arguments])
            : new("bash", ["-c", $"trap '' XFSZ; ulimit -f {fileKilobytes}; exec dotnet '{program}' {string.Join(' ', arguments.Select(a => $"'{a}'"))}"]);
        start.RedirectStandardError = true;
        // The runtime maps its code through a file, which the limit must not touch.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return Process.Start(start)!;
    }

    private static string End(Process process, int code)
    {
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == code, $"exit code {process.ExitCode}: {error}");
        return error;
    }

    // provenance.json says when it was and what was typed, one line of the report when it was.
    private void RequireSame(string result)
    {
        string[] files = [.. Directory.GetFiles(folder.File("whole"), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder.File("whole"), f)).Order(StringComparer.Ordinal)];
        Assert.Equal(files, Directory.GetFiles(folder.File(result), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder.File(result), f)).Order(StringComparer.Ordinal));
        foreach (string file in files.Except(["provenance.json", "report.html"]))
            Assert.True(File.ReadAllBytes(Path.Combine(folder.File("whole"), file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(folder.File(result), file))), file);
        Assert.Equal(Timeless("whole"), Timeless(result));

        string[] Timeless(string of) => [.. File.ReadLines(Path.Combine(folder.File(of), "report.html")).Where(l => !l.Contains("id=\"times\"", StringComparison.Ordinal))];
    }

    // What is needed beside the counts.
    private string Least()
    {
        var (code, text, error) = CommandLine.Run(["discover", cohort.Sheet, .. Small, "--dry-run", "--json", "--memory", "1000G"]);
        Assert.True(code == 0, error);
        using JsonDocument plan = JsonDocument.Parse(text);
        return (plan.RootElement.GetProperty("host_peak_bytes").GetInt64() - plan.RootElement.GetProperty("counts_in_memory_bytes").GetInt64() + 1).ToString(CultureInfo.InvariantCulture);
    }
}
