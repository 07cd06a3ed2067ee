using GpuCqa.Service.Doors;
using Grpc.Core;

namespace GpuCqa.Service.Operations.Calls;

/// <summary>One line per call: method, status, time, who called; never what was asked. A flood is cut to a number of lines a second, and the rest is counted.</summary>
public sealed partial class CallLog(ILogger<CallLog> log, TimeProvider clock) : IDisposable
{
    /// <summary>Lines a second.</summary>
    public const int MostLines = 50;

    private readonly Lock gate = new();
    private long second;
    private int lines, unsaid;

    /// <summary>Logs a call that ended.</summary>
    public void Ended(HttpContext http, string method, StatusCode status, string name, TimeSpan elapsed)
    {
        LogLevel level = status is StatusCode.Unknown or StatusCode.Internal or StatusCode.DataLoss or StatusCode.Unavailable ? LogLevel.Warning
            : CallTelemetry.IsQuiet(method) ? LogLevel.Debug
            : LogLevel.Information;
        if (!log.IsEnabled(level) || !Take(out int before)) return;
        if (before > 0) Unsaid(log, before);
        double milliseconds = Math.Round(elapsed.TotalMilliseconds, 3);
        string address = http.Connection.RemoteIpAddress?.ToString() ?? "";
        string caller = http.Features.Get<Caller>()?.Name ?? "";
        Call(log, level, method, name, milliseconds, caller, address);
    }

    /// <summary>Says what was not said yet.</summary>
    public void Dispose()
    {
        if (unsaid > 0) Unsaid(log, unsaid);
    }

    private bool Take(out int before)
    {
        long now = clock.GetUtcNow().ToUnixTimeSeconds();
        lock (gate)
        {
            before = 0;
            if (now != second)
            {
                (second, lines, before, unsaid) = (now, 0, unsaid, 0);
            }

            if (++lines <= MostLines) return true;
            unsaid++;
            return false;
        }
    }

    [LoggerMessage(Message = "{Method} {Status} in {DurationMs} ms for {Caller} from {Address}")]
    private static partial void Call(ILogger log, LogLevel level, string method, string status, double durationMs, string caller, string address);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Calls} more calls were not logged one by one")]
    private static partial void Unsaid(ILogger log, int calls);
}
