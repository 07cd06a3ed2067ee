using System.Diagnostics;
using GpuCqa.Service.Hosting;
using GpuCqa.Testing;
using Grpc.Net.Client;

namespace GpuCqa.Service.Tests.Hosting;

/// <summary>The service as a program of its own.</summary>
public sealed class ServiceProcess : IDisposable
{
    private readonly Process process;

    private ServiceProcess(Process process, string address, Task<string> said)
    {
        this.process = process;
        Said = said;
        Channel = GrpcChannel.ForAddress(address);
    }

    public GrpcChannel Channel { get; }

    public Process Process => process;

    /// <summary>All of its log, when it has ended. Read from the start: a full pipe would hold the service up.</summary>
    public Task<string> Said { get; }

    /// <summary>Starts it on a free port and waits until it serves.</summary>
    public static Task<ServiceProcess> Start(string state, string database = "") => StartWith([("GpuCqa__Database", database)], "--state", state);

    public static async Task<ServiceProcess> StartWith((string Name, string Value)[] environment, params string[] arguments)
    {
        Process process = RunWith(environment, ["--listen", "127.0.0.1:0", "--insecure-loopback", .. arguments]);
        Task<string> said = process.StandardError.ReadToEndAsync();
        string? first = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience.Span);
        return new ServiceProcess(process, first?["gpucqa serves on ".Length..] ?? throw new InvalidOperationException(await said), said);
    }

    public static Process Run(params string[] arguments) => RunWith([], arguments);

    public static Process RunWith((string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ServiceHost).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public void Signal(string name)
    {
        using Process kill = Process.Start("kill", [name, $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        Channel.Dispose();
        process.Dispose();
    }
}
