using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Google.Rpc;
using Grpc.Core;

namespace GpuCqa.ServiceBench.Soak;

/// <summary>What became of the calls of a round.</summary>
public sealed class SoakTally
{
    /// <summary>Calls that are not small.</summary>
    public const string UploadCall = "upload of 64 MiB", JobCall = "discovery to its end";

    private readonly ConcurrentDictionary<string, ConcurrentQueue<double>> times = new();
    private readonly ConcurrentDictionary<string, int> refusals = new(), errors = new();
    private long watched, uploaded;

    /// <summary>Milliseconds of the calls that were answered, by method.</summary>
    public IReadOnlyDictionary<string, double[]> Times => times.ToDictionary(t => t.Key, t => t.Value.Order().ToArray());

    /// <summary>Refusals that docs/service.md names: RESOURCE_EXHAUSTED with RetryInfo.</summary>
    public IReadOnlyDictionary<string, int> Refusals => refusals;

    /// <summary>Everything else that was not an answer.</summary>
    public IReadOnlyDictionary<string, int> Errors => errors;

    /// <summary>Small calls that were answered.</summary>
    public int SmallCalls => Small.Sum(t => t.Value.Count);

    public long Watched => Interlocked.Read(ref watched);

    public long UploadedBytes => Interlocked.Read(ref uploaded);

    /// <summary>Milliseconds within which a share of all small calls was answered.</summary>
    public double SmallQuantile(double share) => Quantile(Small.SelectMany(t => t.Value).Order().ToArray(), share);

    private IEnumerable<KeyValuePair<string, ConcurrentQueue<double>>> Small => times.Where(t => t.Key is not ("watch" or UploadCall or JobCall));

    private static double Quantile(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];

    public void Seen() => Interlocked.Increment(ref watched);

    public void Uploaded(long bytes) => Interlocked.Add(ref uploaded, bytes);

    /// <summary>Makes a call and counts how it ended; false if it was refused for now.</summary>
    public async Task<bool> Call(string method, Func<Task> call, CancellationToken end)
    {
        long begun = Stopwatch.GetTimestamp();
        try
        {
            await call();
            times.GetOrAdd(method, _ => new ConcurrentQueue<double>()).Enqueue(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            return true;
        }
        catch (Exception) when (end.IsCancellationRequested)
        {
            // The round is over.
            return true;
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.ResourceExhausted && HasRetry(error))
        {
            refusals.AddOrUpdate($"{method}: {error.Status.Detail}", 1, (_, n) => n + 1);
            return false;
        }
        catch (Exception error)
        {
            string what = error is RpcException rpc ? $"{rpc.StatusCode} {rpc.Status.Detail}" : error.GetType().Name + " " + error.Message;
            errors.AddOrUpdate($"{method}: {what}", 1, (_, n) => n + 1);
            return true;
        }
    }

    /// <summary>One line a method, then refusals and errors.</summary>
    public IEnumerable<string> Lines()
    {
        foreach ((string method, double[] sorted) in Times.OrderBy(t => t.Key, StringComparer.Ordinal))
            yield return string.Create(CultureInfo.InvariantCulture, $"  {method}: {sorted.Length} calls, median {Quantile(sorted, 0.5):F1} ms, p99 {Quantile(sorted, 0.99):F1} ms, longest {sorted[^1]:F0} ms");
        foreach ((string what, int count) in refusals.OrderBy(r => r.Key, StringComparer.Ordinal)) yield return $"  refused {count} times: {what}";
        foreach ((string what, int count) in errors.OrderBy(r => r.Key, StringComparer.Ordinal)) yield return $"  FAILED {count} times: {what}";
    }

    private static bool HasRetry(RpcException error) =>
        error.GetRpcStatus()?.GetDetail<RetryInfo>() is not null;
}
