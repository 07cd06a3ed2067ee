using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Errors;

/// <summary>A limit of the service, as RESOURCE_EXHAUSTED names it.</summary>
/// <param name="Name">Its name on the wire: stays as it is.</param>
/// <param name="Setting">The key in section GpuCqa that sets it; empty where none does.</param>
public sealed record ServiceLimit(string Name, string Setting)
{
    /// <summary>Calls of one caller in a time.</summary>
    public static readonly ServiceLimit Calls = new("calls", "Doors:Limits:CallsPerSecond");

    /// <summary>Streams of one caller at once.</summary>
    public static readonly ServiceLimit Streams = new("streams", "Doors:Limits:StreamsPerCaller");

    /// <summary>Refused credentials of one address in a time.</summary>
    public static readonly ServiceLimit Credentials = new("refused_credentials", "Doors:Limits:FailuresPerMinute");

    /// <summary>Stored bytes of a project, announced uploads among them.</summary>
    public static readonly ServiceLimit ProjectBytes = new("project_bytes", "Doors:Limits:ProjectBytes");

    /// <summary>Free bytes of the state folder's disk.</summary>
    public static readonly ServiceLimit Disk = new("disk", "Operations:MinFreeBytes");

    /// <summary>Analyses of a project that wait.</summary>
    public static readonly ServiceLimit QueuedAnalyses = new("queued_analyses", "Jobs:MaxQueuedPerProject");

    /// <summary>Host memory of all analyses together.</summary>
    public static readonly ServiceLimit HostMemory = new("host_memory", "Jobs:HostMemoryBytes");

    /// <summary>Memory of a device.</summary>
    public static readonly ServiceLimit DeviceMemory = new("device_memory", "");

    /// <summary>Calls that wait for their turn to compute.</summary>
    public static readonly ServiceLimit WaitingCalls = new("waiting_calls", "");

    /// <summary>Bytes of one message.</summary>
    public static readonly ServiceLimit MessageBytes = new("message_bytes", "MaxMessageBytes");

    /// <summary>Bytes of one message of LabelCells.</summary>
    public static readonly ServiceLimit LabelBytes = new("label_bytes", "References:LabelBytes");

    /// <summary>Memory of the references that are loaded to label cells.</summary>
    public static readonly ServiceLimit LoadedReferences = new("loaded_references", "References:LoadedBytes");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ServiceLimit> All { get; } = [Calls, Streams, Credentials, ProjectBytes, Disk, QueuedAnalyses, HostMemory, DeviceMemory, WaitingCalls, MessageBytes, LabelBytes, LoadedReferences];

    /// <summary>The limit as something that was reached.</summary>
    /// <param name="subject">Whom or what it holds for.</param>
    public ReachedLimit Of(string subject) => new(Name, subject);

    /// <summary>A refusal for it.</summary>
    /// <param name="subject">Whom or what it holds for.</param>
    /// <param name="message">What was found, what is allowed, and what to do.</param>
    /// <param name="retryAfter">When the same request may succeed; null = not without a change.</param>
    public RefusedException Refusal(string subject, string message, TimeSpan? retryAfter = null) => new(ErrorReason.Exhausted, message, retryAfter) { Limit = Of(subject) };
}
