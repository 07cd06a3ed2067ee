using GpuCqa.Service.Hosting;
using GpuCqa.Testing;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Xunit;

namespace GpuCqa.Service.Tests.Hosting;

/// <summary>The service in this process on a free port of the loopback, and a channel to it.</summary>
public sealed class RunningService : IAsyncLifetime
{
    private readonly string database;

    public RunningService() : this("")
    {
    }

    internal RunningService(string database) => this.database = database;

    public TemporaryFolder State { get; } = new();

    public TemporaryFolder Imports { get; } = new();

    public WebApplication App { get; private set; } = null!;

    public GrpcChannel Channel { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        App = ServiceHost.Build(new ServiceOptions { Listen = "127.0.0.1:0", InsecureLoopback = true, DrainSeconds = 2, State = State.Path, Database = database, ImportRoots = [Imports.Path] }, logging => logging.ClearProviders());
        await App.StartAsync();
        Channel = GrpcChannel.ForAddress(ServiceHost.Address(App));
    }

    public async Task DisposeAsync()
    {
        Channel.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        State.Dispose();
        Imports.Dispose();
    }
}
