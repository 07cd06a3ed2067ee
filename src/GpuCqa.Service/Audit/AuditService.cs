using System.Data.Common;
using System.Reflection;
using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Audit;

/// <summary>Records when the service starts and stops, and moves the outbox of the command line into the log.</summary>
public sealed partial class AuditService(AuditLog audit, AuditOutbox outbox, ILogger<AuditService> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await audit.Append(new AuditEntry("service.start", null, ("version", typeof(AuditService).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion)));
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await audit.Append(new AuditEntry("service.stop", null));
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        try
        {
            do await Move();
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task Move()
    {
        try
        {
            await outbox.Move(audit);
        }
        catch (Exception error) when (error is DbException or RefusedException)
        {
            Waits(log, error);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Entries of the command line wait for the audit log")]
    private static partial void Waits(ILogger log, Exception error);
}
