using System.Data.Common;
using GpuCqa.Service.Doors.Keys;

namespace GpuCqa.Service.Doors.Access;

/// <summary>Calls that last, by the keys that they came with; each second the table is asked whether those keys still open the door.</summary>
public sealed partial class OpenCalls(ApiKeyDoor keys, ILogger<OpenCalls> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly HashSet<Call> open = [];

    /// <summary>A call begins; dispose of it when it ends.</summary>
    public Call Begin(Caller caller, CancellationToken call)
    {
        var begun = new Call(caller.Proof == Proof.Key ? caller.Credential : null, Remove, call);
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
        Call[] now;
        lock (gate) now = [.. open];
        foreach (IGrouping<string, Call> calls in now.GroupBy(c => c.Key!, StringComparer.Ordinal))
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
                foreach (Call call in calls.Where(open.Contains)) call.Revoke();
            }
        }
    }

    private void Remove(Call call)
    {
        lock (gate) open.Remove(call);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The keys of open calls could not be checked")]
    private static partial void Unasked(ILogger log, Exception error);

    /// <summary>A call that lasts, which ends when the key that it came with does.</summary>
    public sealed class Call : IDisposable
    {
        private readonly CancellationTokenSource? end;
        private readonly Action<Call> remove;
        private volatile bool revoked;

        internal Call(string? key, Action<Call> remove, CancellationToken call)
        {
            Key = key;
            this.remove = remove;
            if (key is not null) end = CancellationTokenSource.CreateLinkedTokenSource(call);
            Ending = end?.Token ?? call;
        }

        /// <summary>Id of the key, or null.</summary>
        public string? Key { get; }

        /// <summary>Whether the call came with a key.</summary>
        public bool IsWatched => Key is not null;

        /// <summary>Cancelled when the call ends or the key does.</summary>
        public CancellationToken Ending { get; }

        /// <summary>Whether the key ended first.</summary>
        public bool IsRevoked => revoked;

        /// <inheritdoc/>
        public void Dispose()
        {
            remove(this);
            end?.Dispose();
        }

        internal void Revoke()
        {
            revoked = true;
            // What waits for it runs elsewhere, and may end the call.
            _ = end!.CancelAsync();
        }
    }
}
