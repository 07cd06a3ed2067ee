using GpuCqa.Client.Connections;

namespace GpuCqa.Client.Calls;

/// <summary>Decides after each failure whether and when to go on; a success in between starts it anew.</summary>
internal sealed class Backoff(RetryOptions options, Func<TimeSpan>? patience = null)
{
    private long? failingSince;
    private TimeSpan next = options.FirstDelay;

    /// <summary>Something went well.</summary>
    public void Reset()
    {
        failingSince = null;
        next = options.FirstDelay;
    }

    /// <summary>Waits for the next try.</summary>
    /// <exception cref="Exception">The failure's own error, when it is final or the patience is over.</exception>
    public async Task WaitAsync(Failure failure, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        bool first = failingSince is null;
        failingSince ??= Environment.TickCount64;
        // Jitter: those whom one outage threw out together do not come back together.
        TimeSpan delay = failure.RetryAfter ?? next * (0.5 + (0.5 * Random.Shared.NextDouble()));
        if (!failure.Transient || TimeSpan.FromMilliseconds(Environment.TickCount64 - failingSince.Value) + delay > (patience?.Invoke() ?? options.Patience)) throw failure.Error;
        if (first) options.Waiting?.Invoke(failure.Error);
        await Task.Delay(delay, cancellation).ConfigureAwait(false);
        next = TimeSpan.FromTicks(Math.Min(2 * next.Ticks, options.LongestDelay.Ticks));
    }
}
