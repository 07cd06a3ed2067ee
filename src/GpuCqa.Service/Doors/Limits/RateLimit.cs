namespace GpuCqa.Service.Doors.Limits;

/// <summary>A bucket of tokens per caller, filled at a steady rate; who is refused is told when a token will be there for it.</summary>
public sealed class RateLimit(double perSecond, double burst, TimeProvider clock)
{
    // Full buckets are forgotten beyond this number: addresses can be had in any number.
    private const int Remembered = 4096;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Bucket> buckets = new(StringComparer.Ordinal);
    private int forgetAt = Remembered;

    /// <summary>Takes a token of a caller.</summary>
    /// <returns>Null if there was one; else the time after which there is.</returns>
    public TimeSpan? Take(string caller)
    {
        lock (gate)
        {
            long now = clock.GetTimestamp();
            if (!buckets.TryGetValue(caller, out Bucket? bucket))
            {
                Forget(now);
                buckets[caller] = bucket = new Bucket { Tokens = burst, Stamp = now };
            }

            double filled = clock.GetElapsedTime(bucket.Stamp, now).TotalSeconds * perSecond;
            bucket.Stamp = now;
            bucket.Tokens = Math.Min(burst, bucket.Tokens + filled);
            bucket.Promised = Math.Max(0, bucket.Promised - filled);
            if (bucket.Tokens >= 1)
            {
                bucket.Tokens--;
                return null;
            }

            // Those who were refused before come first, or all would be told the same moment and all but one refused again.
            double seconds = (1 - bucket.Tokens + bucket.Promised) / perSecond;
            bucket.Promised = Math.Min(bucket.Promised + 1, perSecond * 60);
            return TimeSpan.FromMilliseconds(Math.Ceiling(seconds * 1000) + 1);
        }
    }

    private void Forget(long now)
    {
        if (buckets.Count < forgetAt) return;
        foreach ((string caller, Bucket bucket) in buckets.ToArray())
        {
            if (bucket.Tokens + clock.GetElapsedTime(bucket.Stamp, now).TotalSeconds * perSecond >= burst) buckets.Remove(caller);
        }

        forgetAt = Math.Max(Remembered, 2 * buckets.Count);
    }

    private sealed class Bucket
    {
        public double Tokens { get; set; }

        public double Promised { get; set; }

        public long Stamp { get; set; }
    }
}
