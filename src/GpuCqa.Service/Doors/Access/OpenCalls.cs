using System.Data.Common;
using GpuCqa.Service.Doors.Keys;

namespace GpuCqa.Service.Doors.Access;

/// <summary>Calls that last, by the keys that they came with; each second the table is asked whether those keys still open the door.</summary>
public sealed partial class OpenCalls(ApiKeyDoor keys, ILogger<OpenCalls> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly HashSet<OpenCall> open = [];

    /// <summary>A call begins; dispose of it when it ends.</summary>
    public OpenCall Begin(Caller caller, CancellationToken call)
    {
        var begun = new OpenCall(caller.Proof == Proof.Key ? caller.Credential : null, Remove, call);
        if (begun.IsWatched)
        {
            lock (gate) open.Add(begun);
        }

        return begun;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) End();
        }
        catch (OperationCanceledException)
        {
        }
    }

    private void End()
    {
        OpenCall[] now;
        lock (gate) now = [.. open];
        foreach (IGrouping<string, OpenCall> calls in now.GroupBy(c => c.Key!, StringComparer.Ordinal))
        {
            try
            {
                if (keys.IsValid(calls.Key)) continue;
            }
            catch (DbException error)
            {
                // The next round asks again.
                Unasked(log, error);
                continue;
            }

            lock (gate)
            {
                foreach (OpenCall call in calls.Where(open.Contains)) call.Revoke();
            }
        }
    }

    private void Remove(OpenCall call)
    {
        lock (gate) open.Remove(call);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The keys of open calls could not be checked")]
    private static partial void Unasked(ILogger log, Exception error);
}
