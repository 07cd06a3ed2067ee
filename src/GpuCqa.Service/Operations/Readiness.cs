using GpuCqa.Service.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GpuCqa.Service.Operations;

/// <summary>Whether the service takes calls: not while its database is away or its disk has too little room, and not once it ends.</summary>
public sealed partial class Readiness(Database database, DiskRoom disk, IHostApplicationLifetime lifetime, ILogger<Readiness> log) : IHealthCheck, IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);

    /// <summary>Why the service takes no calls, or null.</summary>
    public string? Obstacle =>
        lifetime.ApplicationStopping.IsCancellationRequested ? "the service is stopping"
        : database.Dialect.State != DatabaseState.Held ? "the database does not answer"
        : disk.IsLow ? "the disk of the state folder is full"
        : null;

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Obstacle is { } why ? HealthCheckResult.Unhealthy(why) : HealthCheckResult.Healthy());

    /// <summary>Tells watchers before the first call, and at once when the database goes or comes back; the host's own rounds tell the rest.</summary>
    public void Begin(HealthCheckService health, IReadOnlyCollection<IHealthCheckPublisher> watchers)
    {
        database.Dialect.StateChanged += () =>
        {
            if (database.Dialect.State == DatabaseState.TakenOver) lifetime.StopApplication();
            _ = Tell(health, watchers);
        };
        // A watcher of the first moment would else hear that there is no such service.
        Tell(health, watchers).GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public void Dispose() => one.Dispose();

    private async Task Tell(HealthCheckService health, IReadOnlyCollection<IHealthCheckPublisher> watchers)
    {
        try
        {
            // One after the other: the last word is the last state.
            await one.WaitAsync();
            try
            {
                HealthReport report = await health.CheckHealthAsync();
                foreach (IHealthCheckPublisher watcher in watchers) await watcher.PublishAsync(report, CancellationToken.None);
            }
            finally
            {
                one.Release();
            }
        }
        catch (Exception error)
        {
            // The host's next round tells it; or the host is at its end.
            Untold(log, error);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Those that watch health were not told of a change")]
    private static partial void Untold(ILogger log, Exception error);
}
