using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace GpuCqa.Service.Operations.Calls;

/// <summary>What is counted of calls, named as OpenTelemetry's conventions for RPC have it where they have a name.</summary>
public sealed class CallMeters
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "GpuCqa.Service";

    /// <summary>Stands for every method that does not exist: callers cannot make names up.</summary>
    public const string OtherMethod = "_OTHER";

    private const string Method = "rpc.method";

    private readonly Histogram<double> duration;
    private readonly UpDownCounter<long> active;
    private readonly Counter<long> io;

    /// <summary>From the host's meters.</summary>
    public CallMeters(IMeterFactory factory)
    {
        Meter meter = factory.Create(Name);
        duration = meter.CreateHistogram("rpc.server.call.duration", "s", "Time from a call's first byte to its status.", advice: new InstrumentAdvice<double>
        {
            // The conventions' own bounds, and some above them for streams.
            HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60, 300, 1800],
        });
        active = meter.CreateUpDownCounter<long>("gpucqa.rpc.server.active_calls", "{call}", "Calls and streams that run.");
        io = meter.CreateCounter<long>("gpucqa.rpc.server.io", "By", "Bytes of messages, as they are on the line within TLS.");
    }

    /// <summary>A call began.</summary>
    public void Began(string method) => active.Add(1, new KeyValuePair<string, object?>(Method, method));

    /// <summary>A call ended.</summary>
    public void Ended(string method, string status, TimeSpan elapsed)
    {
        active.Add(-1, new KeyValuePair<string, object?>(Method, method));
        duration.Record(elapsed.TotalSeconds, new TagList { { "rpc.system.name", "grpc" }, { Method, method }, { "rpc.response.status_code", status } });
    }

    /// <summary>Bytes of a call came in.</summary>
    public void Received(string method, long bytes) => Count(method, "receive", bytes);

    /// <summary>Bytes of a call went out.</summary>
    public void Sent(string method, long bytes) => Count(method, "transmit", bytes);

    private void Count(string method, string direction, long bytes)
    {
        if (bytes > 0) io.Add(bytes, new TagList { { Method, method }, { "network.io.direction", direction } });
    }
}
