using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using GpuCqa.Service.Hosting;

namespace GpuCqa.ServiceBench.Hosting;

/// <summary>A server as a program of its own, with a meter on its memory.</summary>
internal sealed partial class ServerProgram : IDisposable
{
    private readonly Process process;
    private readonly Timer meter;
    private long peak;

    private ServerProgram(Process process, string address)
    {
        this.process = process;
        Address = address;
        Idle = peak = Resident();
        meter = new Timer(_ => Interlocked.Exchange(ref peak, Math.Max(Interlocked.Read(ref peak), Resident())), null, 0, 20);
    }

    public string Address { get; }

    /// <summary>Resident bytes when it began to serve.</summary>
    public long Idle { get; }

    /// <summary>Most resident bytes since the start, read every 20 ms.</summary>
    public long Peak => Math.Max(Interlocked.Read(ref peak), Resident());

    public TimeSpan Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public static Task<ServerProgram> Service(string state, params string[] more) =>
        Start(typeof(ServiceHost).Assembly.Location, ["--listen", "127.0.0.1:0", "--insecure-loopback", "--state", state, .. more]);

    /// <summary>Another command of this program.</summary>
    public static Task<ServerProgram> Own(params string[] arguments) => Start(typeof(ServerProgram).Assembly.Location, arguments);

    public static async Task<ServerProgram> Start(string assembly, string[] arguments)
    {
        Process process = Process.Start(new ProcessStartInfo("dotnet", [assembly, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = new ConcurrentQueue<string>();
        // Read to the end, or the server would wait for a reader; the last lines say why it did not start.
        process.ErrorDataReceived += (sender, line) =>
        {
            said.Enqueue(line.Data ?? "");
            if (said.Count > 20) said.TryDequeue(out string? gone);
        };
        process.BeginErrorReadLine();
        string first = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) ?? throw new InvalidOperationException($"{assembly} ended before it served: {string.Join('\n', said)}");
        return new ServerProgram(process, Url().Match(first).Value);
    }

    public long Resident()
    {
        try
        {
            return long.Parse(Kilobytes().Match(File.ReadAllText($"/proc/{process.Id}/status")).Groups[1].Value, CultureInfo.InvariantCulture) << 10;
        }
        catch (Exception error) when (error is IOException or FormatException or InvalidOperationException)
        {
            // It ended while it was looked at.
            return 0;
        }
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        meter.Dispose();
        if (!process.HasExited) Kill();
        process.Dispose();
    }

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Url();

    [GeneratedRegex(@"VmRSS:\s+(\d+) kB")]
    private static partial Regex Kilobytes();
}
