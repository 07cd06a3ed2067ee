using GpuCqa.Service.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GpuCqa.Service.Operations;

/// <summary>Tells those that watch health of a change at once, between the rounds in which the host looks: when the service begins and when its database goes or comes back.</summary>
public sealed partial class ReadinessNews(HealthCheckService health, IEnumerable<IHealthCheckPublisher> watchers, Database database, IHostApplicationLifetime lifetime, ILogger<ReadinessNews> log) : IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);

    /// <summary>Begins to tell.</summary>
    public void Begin()
    {
        database.Dialect.StateChanged += () =>
        {
            if (database.Dialect.State == DatabaseState.TakenOver) lifetime.StopApplication();
            _ = Tell();
        };
        // Before the first call, which would else hear that the service is unknown.
        Tell().GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public void Dispose() => one.Dispose();

    private async Task Tell()
    {
        // One after the other: the last word is the last state.
        await one.WaitAsync();
        try
        {
            HealthReport report = await health.CheckHealthAsync();
            foreach (IHealthCheckPublisher watcher in watchers) await watcher.PublishAsync(report, CancellationToken.None);
        }
        catch (Exception error)
        {
            // The host's next round tells it.
            Untold(log, error);
        }
        finally
        {
            one.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Those that watch health were not told of a change")]
    private static partial void Untold(ILogger log, Exception error);
}
