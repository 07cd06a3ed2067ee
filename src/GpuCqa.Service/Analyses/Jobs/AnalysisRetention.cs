using GpuCqa.Service.Audit;
using GpuCqa.Service.Hosting;
using GpuCqa.Service.Results;

namespace GpuCqa.Service.Analyses;

/// <summary>Deletes analyses that ended long ago, with their results, when the service starts and then once an hour. What they read stays.</summary>
public sealed partial class AnalysisRetention(AnalysisTable table, ResultStore results, OwnAudit audit, ServiceOptions options, TimeProvider clock, ILogger<AnalysisRetention> log) : BackgroundService
{
    private const int AtOnce = 100;
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>Deletes those that ended before a time; how many.</summary>
    /// <exception cref="Core.Errors.RefusedException">The audit log or the database does not answer; the rest is there still.</exception>
    public int Drop(DateTimeOffset before, CancellationToken cancellation)
    {
        int dropped = 0;
        long after = 0;
        while (true)
        {
            // What was made later cannot have ended before.
            IReadOnlyList<AnalysisRecord> page = [.. table.Oldest(after, AtOnce).TakeWhile(r => r.Content.CreateTime.ToDateTimeOffset() < before)];
            foreach (AnalysisRecord record in page.Where(r => AnalysisRecord.IsTerminal(r.Content.State) && r.Content.EndTime?.ToDateTimeOffset() < before))
            {
                cancellation.ThrowIfCancellationRequested();
                audit.Expiring(record.Content);
                // Null: a caller was faster.
                if (table.Remove(record.Uid, session => ManifestTable.Remove(session, record.Uid)) is not null) dropped++;
                results.Remove(record.Uid);
            }

            if (page.Count < AtOnce) return dropped;
            after = page[^1].Ordinal;
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Jobs.KeepDays == 0) return;
        // The host starts without waiting for it.
        await Task.Yield();
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                int dropped = Drop(clock.GetUtcNow() - TimeSpan.FromDays(options.Jobs.KeepDays), stoppingToken);
                if (dropped > 0) Dropped(log, dropped, options.Jobs.KeepDays);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // A database that is away, or an audit log that cannot be written: the next hour tries again.
                Failed(log, error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} analyses that ended more than {Days} days ago were deleted with their results (GpuCqa:Jobs:KeepDays)")]
    private static partial void Dropped(ILogger log, int count, int days);

    [LoggerMessage(Level = LogLevel.Error, Message = "Analyses whose time is over could not be deleted")]
    private static partial void Failed(ILogger log, Exception error);
}
