using System.Collections.Concurrent;
using System.Threading.Channels;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using GpuCqa.Api.V1;
using GpuCqa.Core.Errors;
using Grpc.Core;

namespace GpuCqa.Client.Tests.Fakes;

/// <summary>What the fake server holds, and what it is told to do wrong.</summary>
public sealed class FakeState
{
    public ConcurrentQueue<string> Calls { get; } = new();

    public ConcurrentDictionary<string, ConcurrentQueue<Exception>> Faults { get; } = new();

    public string? Authorization { get; set; }

    public string? Reason { get; set; }

    public ConcurrentDictionary<string, Dataset> Datasets { get; } = new();

    public ConcurrentDictionary<string, FakeUpload> Uploads { get; } = new();

    public ConcurrentDictionary<string, string> UploadOfRequest { get; } = new();

    public ConcurrentDictionary<string, Cohort> Cohorts { get; } = new();

    public ConcurrentDictionary<string, Reference> References { get; } = new();

    public ConcurrentDictionary<string, Analysis> Analyses { get; } = new();

    /// <summary>Analyses as they were asked for.</summary>
    public ConcurrentQueue<Analysis> Created { get; } = new();

    /// <summary>A cancelled analysis runs on.</summary>
    public bool CancelsSlowly { get; set; }

    /// <summary>The offsets at which a write breaks the line, each once.</summary>
    public ConcurrentQueue<long> WriteBreaks { get; } = new();

    /// <summary>What the watch tells; a null breaks the line.</summary>
    public Channel<Analysis?> Course { get; } = Channel.CreateUnbounded<Analysis?>();

    /// <summary>Tables: schema and blocks.</summary>
    public ConcurrentDictionary<string, (TableSchema Schema, List<TableBlock> Blocks)> Tables { get; } = new();

    /// <summary>Files of the result.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new();

    /// <summary>Changes a chunk of a file or a block of a table on its way, once each.</summary>
    public ConcurrentQueue<Action<IMessage>> Spoilers { get; } = new();

    /// <summary>Chunks or blocks after which a read breaks the line, each once.</summary>
    public ConcurrentQueue<int> ReadBreaks { get; } = new();

    public void Fault(string method, params Exception[] faults)
    {
        ConcurrentQueue<Exception> due = Faults.GetOrAdd(method, _ => new ConcurrentQueue<Exception>());
        foreach (Exception fault in faults) due.Enqueue(fault);
    }

    public int CallsOf(string method) => Calls.Count(c => c == method);

    /// <summary>A refusal as the service makes it.</summary>
    public static RpcException Refusal(ErrorReason reason, string name, string message, TimeSpan? retry = null)
    {
        Google.Rpc.Status status = Details(reason, name, message);
        if (retry is { } delay) status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }));
        return status.ToRpcException();
    }

    public static Google.Rpc.Status Details(ErrorReason reason, string name, string message) =>
        new() { Code = ErrorTable.GrpcStatus(reason), Message = message, Details = { Any.Pack(new ErrorInfo { Domain = "gpucqa.dev", Reason = name }) } };

    public static RpcException NotFound(string what) => Refusal(ErrorReason.NotFound, "NOT_FOUND", $"{what}: there is none.");
}
