using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace GpuCqa.Compute.Gpu.Tests.Ptx;

/// <summary>NVIDIA's ptxas, where it is: $PTXAS or on the path.</summary>
internal static partial class Assembler
{
    public static string? Program { get; } = Find();

    /// <summary>Assembles and reads what ptxas reports about the kernel.</summary>
    public static Assembled Assemble(string ptx, string architecture)
    {
        string source = Path.Combine(Path.GetTempPath(), $"gpucqa-{Guid.NewGuid():N}.ptx"), target = Path.ChangeExtension(source, ".cubin");
        try
        {
            File.WriteAllText(source, ptx);
            var start = new ProcessStartInfo(Program!, ["-arch=" + architecture, "-v", source, "-o", target]) { RedirectStandardError = true, RedirectStandardOutput = true };
            using Process process = Process.Start(start)!;
            Task<string> said = process.StandardOutput.ReadToEndAsync();
            string report = process.StandardError.ReadToEnd() + said.Result;
            process.WaitForExit();
            return new Assembled(process.ExitCode == 0, report, Number(Registers().Match(report)), Number(Shared().Match(report)), Number(Stack().Match(report)), Number(Stores().Match(report)) + Number(Loads().Match(report)));
        }
        finally
        {
            File.Delete(source);
            File.Delete(target);
        }
    }

    private static int Number(Match match) => match.Success ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("PTXAS") is { Length: > 0 } named) return named;
        return (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "ptxas")).FirstOrDefault(File.Exists);
    }

    // One entry point a file: its numbers are the last that are reported, and functions before it report only stack and spills.
    [GeneratedRegex(@"Used (\d+) registers")]
    private static partial Regex Registers();

    [GeneratedRegex(@"(\d+) bytes smem")]
    private static partial Regex Shared();

    [GeneratedRegex(@"(\d+) bytes stack frame")]
    private static partial Regex Stack();

    [GeneratedRegex(@"(\d+) bytes spill stores")]
    private static partial Regex Stores();

    [GeneratedRegex(@"(\d+) bytes spill loads")]
    private static partial Regex Loads();
}
