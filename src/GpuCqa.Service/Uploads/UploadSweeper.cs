namespace GpuCqa.Service.Uploads;

/// <summary>Drops uploads whose time is over, once an hour while the service runs.</summary>
public sealed partial class UploadSweeper(UploadCalls uploads, TimeProvider clock, ILogger<UploadSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                int dropped = await uploads.DropStale(stoppingToken);
                if (dropped > 0) Dropped(log, dropped);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // A full disk or a busy database of this hour: the next hour tries again.
                Failed(log, error);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} uploads without a write for a week were dropped")]
    private static partial void Dropped(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Stale uploads could not be dropped")]
    private static partial void Failed(ILogger log, Exception error);
}
