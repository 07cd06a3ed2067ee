using GpuCqa.Service.Tests.Hosting;
using Xunit;

namespace GpuCqa.Service.Tests.Storage;

/// <summary>A PostgreSQL server and the service on it.</summary>
public sealed class PostgresService : IAsyncLifetime
{
    public PostgresServer Server { get; private set; } = null!;

    public RunningService Service { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (PostgresServer.Missing is not null) return;
        Server = PostgresServer.Start();
        Service = new RunningService(Server.Create());
        await Service.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        if (PostgresServer.Missing is not null) return;
        using (Server) await Service.DisposeAsync();
    }
}
