using System.Diagnostics;
using GpuCqa.Service.Hosting;
using Grpc.Net.Client;

namespace GpuCqa.Service.Tests.Hosting;

/// <summary>The service as a program of its own.</summary>
public sealed class ServiceProcess : IDisposable
{
    private readonly Process process;

    private ServiceProcess(Process process, string address)
    {
        this.process = process;
        Channel = GrpcChannel.ForAddress(address);
    }

    public GrpcChannel Channel { get; }

    public Process Process => process;

    /// <summary>Starts it on a free port and waits until it serves.</summary>
    public static Task<ServiceProcess> Start(string state, string database = "") => StartWith([("GpuCqa__Database", database)], "--state", state);

    public static async Task<ServiceProcess> StartWith((string Name, string Value)[] environment, params string[] arguments)
    {
        Process process = RunWith(environment, ["--listen", "127.0.0.1:0", "--insecure-loopback", .. arguments]);
        string? first = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return new ServiceProcess(process, first!["gpucqa serves on ".Length..]);
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
