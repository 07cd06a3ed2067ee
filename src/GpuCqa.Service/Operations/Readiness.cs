using GpuCqa.Service.Health;
using GpuCqa.Service.Hosting;
using GpuCqa.Service.Storage;
using static GpuCqa.Api.Health.HealthCheckResponse.Types;

namespace GpuCqa.Service.Operations;

/// <summary>Whether the service takes calls, told to all that ask: not while its database is away or its disk is full, and not once it ends.</summary>
public sealed class Readiness(HealthStates health, Database database, StateFolder folder, ServiceOptions options, IHostApplicationLifetime lifetime, TimeProvider clock) : IDisposable
{
    private readonly Lock gate = new();
    private IReadOnlyList<string> services = [];
    private ITimer? timer;

    /// <summary>Why the service takes no calls, or null.</summary>
    public string? Obstacle =>
        lifetime.ApplicationStopping.IsCancellationRequested ? "the service is stopping"
        : database.Dialect.State != DatabaseState.Held ? "the database does not answer"
        : new DriveInfo(folder.Root).AvailableFreeSpace < options.Operations.MinFreeBytes ? "the disk of the state folder is full"
        : null;

    /// <summary>Begins to tell.</summary>
    public void Begin(IEnumerable<string> names)
    {
        services = [.. names, ""];
        database.Dialect.StateChanged += () =>
        {
            if (database.Dialect.State == DatabaseState.TakenOver) lifetime.StopApplication();
            Tell();
        };
        lifetime.ApplicationStopping.Register(Tell);
        // Nobody says when a disk fills.
        timer = clock.CreateTimer(_ => Tell(), null, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Tell();
    }

    /// <inheritdoc/>
    public void Dispose() => timer?.Dispose();

    private void Tell()
    {
        lock (gate) health.Set(services, Obstacle is null ? ServingStatus.Serving : ServingStatus.NotServing);
    }
}
