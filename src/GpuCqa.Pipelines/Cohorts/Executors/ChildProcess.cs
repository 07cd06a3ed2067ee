using System.Diagnostics;
using GpuCqa.Core.Errors;

namespace GpuCqa.Pipelines.Cohorts.Executors;

/// <summary>Runs a command to its end.</summary>
public static class ChildProcess
{
    private const int Polling = 50;

    /// <summary>What this program's own errors begin with; who passes them on says it once.</summary>
    private const string Mark = "gpucqa: ";

    /// <summary>Runs it; cancelling kills it with all that it started.</summary>
    /// <param name="command">File and arguments.</param>
    /// <param name="cancellation">Kills.</param>
    /// <param name="output">Receives lines of its standard output.</param>
    /// <returns>Exit code and the last line that it said on standard error.</returns>
    /// <exception cref="DeviceUnavailableException">It could not be started.</exception>
    public static (int Code, string Said) Run(IReadOnlyList<string> command, CancellationToken cancellation, Action<string>? output = null)
    {
        cancellation.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo(command[0]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (string word in command.Skip(1)) start.ArgumentList.Add(word);
        string last = "";
        using Process process = Started(start);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text) output?.Invoke(text);
        };
        process.ErrorDataReceived += (_, line) => last = string.IsNullOrWhiteSpace(line.Data) ? last : line.Data.Trim();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (!process.WaitForExit(Polling))
        {
            if (!cancellation.IsCancellationRequested) continue;
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            cancellation.ThrowIfCancellationRequested();
        }

        // Until what it said has come whole.
        process.WaitForExit();
        return (process.ExitCode, last.StartsWith(Mark, StringComparison.Ordinal) ? last[Mark.Length..] : last);
    }

    private static Process Started(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new DeviceUnavailableException($"{start.FileName} could not be started.");
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new DeviceUnavailableException($"{start.FileName} could not be started: {error.Message}");
        }
    }
}
