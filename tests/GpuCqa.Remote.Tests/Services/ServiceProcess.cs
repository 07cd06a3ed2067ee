using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using GpuCqa.Service.Hosting;
using GpuCqa.Testing;

namespace GpuCqa.Remote.Tests.Services;

/// <summary>The service as a program of its own, which can be killed and started again at the same address.</summary>
public sealed class ServiceProcess : IDisposable
{
    private readonly string[] arguments;
    private Process process = null!;

    private ServiceProcess(string[] arguments) => this.arguments = arguments;

    public string Address { get; private set; } = "";

    public static async Task<ServiceProcess> Start(string state, params string[] more)
    {
        var service = new ServiceProcess([typeof(ServiceHost).Assembly.Location, "--state", state, "--listen", $"127.0.0.1:{FreePort()}", .. more]);
        await service.Again();
        return service;
    }

    /// <summary>Starts it, and waits until it serves.</summary>
    public async Task Again()
    {
        process = Start(arguments);
        string? first = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience.Span);
        Address = first?["gpucqa serves on ".Length..] ?? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
        // Nobody reads the log: a full pipe would hold the service up.
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
    }

    /// <summary>Runs a command of the service's program to its end; what it printed.</summary>
    public static async Task<string> Run(params string[] arguments)
    {
        using Process command = Start([typeof(ServiceHost).Assembly.Location, .. arguments]);
        Task<string> error = command.StandardError.ReadToEndAsync();
        string output = await command.StandardOutput.ReadToEndAsync().WaitAsync(Patience.Span);
        await command.WaitForExitAsync();
        return command.ExitCode == 0 ? output : throw new InvalidOperationException(await error);
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    public void Dispose() => Kill();

    private static Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        // Tests are beside each other; a service takes what it is given.
        start.Environment["GpuCqa__Doors__PlaintextLoopback"] = "true";
        return Process.Start(start)!;
    }

    // Below those that a system gives to whoever asks for any: what stands free here stays free, also while the service is down, whatever else is tested beside this.
    private static int FreePort()
    {
        while (true)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(15_000, 32_000));
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException error) when (error.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // Another one.
            }
        }
    }
}
