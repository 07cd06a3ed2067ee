using System.Collections.Concurrent;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Errors;
using GpuCqa.Service.Hosting;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace GpuCqa.Service.Operations;

/// <summary>The end of the service: no new calls, those that run may end, and what then still runs is told to go elsewhere.</summary>
public sealed partial class Drain(IHostApplicationLifetime lifetime, ServiceOptions options, ILogger<Drain> log) : IHostedLifecycleService, IDisposable
{
    // For handlers to put away what they hold: an upload flushes its bytes.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<ConnectionContext, byte> connections = new();
    private readonly CancellationTokenSource over = new();
    private readonly TaskCompletionSource idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int running;

    /// <summary>Seconds that the host may take to stop.</summary>
    public static TimeSpan Limit(ServiceOptions options) => TimeSpan.FromSeconds(options.DrainSeconds) + 2 * Farewell;

    /// <summary>Keeps a connection in mind for as long as it lasts.</summary>
    public ConnectionDelegate Track(ConnectionDelegate next) => async connection =>
    {
        connections[connection] = 0;
        try
        {
            await next(connection);
        }
        finally
        {
            connections.TryRemove(connection, out _);
        }
    };

    /// <summary>Stands before the handlers: counts calls, and refuses them once the service ends; health is told to the last.</summary>
    public async Task Handle(HttpContext http, RequestDelegate next)
    {
        Interlocked.Increment(ref running);
        try
        {
            if (lifetime.ApplicationStopping.IsCancellationRequested && !http.Request.Path.StartsWithSegments("/grpc.health.v1.Health", StringComparison.Ordinal))
            {
                RpcErrors.End(http.Response, ErrorReason.Unavailable, "The service is stopping; try again.", TimeSpan.FromSeconds(5));
                return;
            }

            using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, over.Token);
            CancellationToken aborted = http.RequestAborted;
            http.RequestAborted = end.Token;
            try
            {
                await next(http);
            }
            finally
            {
                http.RequestAborted = aborted;
            }
        }
        finally
        {
            if (Interlocked.Decrement(ref running) == 0 && lifetime.ApplicationStopping.IsCancellationRequested) idle.TrySetResult();
        }
    }

    /// <inheritdoc/>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        lifetime.StopApplication();
        // GOAWAY: callers open their next call on another connection, elsewhere if they can. Those that come back here are heard and refused in words.
        foreach (ConnectionContext connection in connections.Keys) Close(connection);
        int calls = Volatile.Read(ref running);
        if (calls == 0) return;
        Draining(log, calls, options.DrainSeconds);
        if (await Ended(TimeSpan.FromSeconds(options.DrainSeconds), cancellationToken)) return;
        calls = Volatile.Read(ref running);
        Ending(log, calls);
        await over.CancelAsync();
        await Ended(Farewell, cancellationToken);
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => over.Dispose();

    private static void Close(ConnectionContext connection) => connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();

    private async Task<bool> Ended(TimeSpan most, CancellationToken cancellation)
    {
        try
        {
            await idle.Task.WaitAsync(most, cancellation);
            return true;
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            return Volatile.Read(ref running) == 0;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopping: {Calls} calls may end within {Seconds} s")]
    private static partial void Draining(ILogger log, int calls, int seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stopping: {Calls} calls are ended")]
    private static partial void Ending(ILogger log, int calls);
}
