using GpuCqa.Service.Hosting;
using GpuCqa.Service.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GpuCqa.Service.Operations;

/// <summary>Whether the service takes calls: not while its database is away or its disk is full, and not once it ends.</summary>
public sealed class Readiness(Database database, StateFolder folder, ServiceOptions options, IHostApplicationLifetime lifetime) : IHealthCheck
{
    /// <summary>Why the service takes no calls, or null.</summary>
    public string? Obstacle =>
        lifetime.ApplicationStopping.IsCancellationRequested ? "the service is stopping"
        : database.Dialect.State != DatabaseState.Held ? "the database does not answer"
        : new DriveInfo(folder.Root).AvailableFreeSpace < options.Operations.MinFreeBytes ? "the disk of the state folder is full"
        : null;

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Obstacle is { } why ? HealthCheckResult.Unhealthy(why) : HealthCheckResult.Healthy());
}
