namespace Grpc.Core;

/// <summary>One call as its handler sees it; a server derives from it.</summary>
public abstract class ServerCallContext
{
    private Dictionary<object, object>? userState;

    /// <summary>Path of the call.</summary>
    public string Method => MethodCore;

    /// <summary>Host that was called.</summary>
    public string Host => HostCore;

    /// <summary>Address of the caller.</summary>
    public string Peer => PeerCore;

    /// <summary>Deadline, UTC; DateTime.MaxValue for none.</summary>
    public DateTime Deadline => DeadlineCore;

    /// <summary>Request headers.</summary>
    public Metadata RequestHeaders => RequestHeadersCore;

    /// <summary>Cancelled when the call is: by the caller, the deadline, or a lost connection.</summary>
    public CancellationToken CancellationToken => CancellationTokenCore;

    /// <summary>Trailers to send at the end.</summary>
    public Metadata ResponseTrailers => ResponseTrailersCore;

    /// <summary>Status to end with, if the handler returns.</summary>
    public Status Status { get => StatusCore; set => StatusCore = value; }

    /// <summary>Options of response messages.</summary>
    public WriteOptions? WriteOptions { get => WriteOptionsCore; set => WriteOptionsCore = value; }

    /// <summary>What the transport knows about the caller.</summary>
    public AuthContext AuthContext => AuthContextCore;

    /// <summary>Room for whoever handles the call.</summary>
    public IDictionary<object, object> UserState => UserStateCore;

    /// <summary>Sends the response headers, once, before the first message.</summary>
    public Task WriteResponseHeadersAsync(Metadata responseHeaders) => WriteResponseHeadersAsyncCore(responseHeaders);

    /// <summary>This call as the parent of others.</summary>
    public ContextPropagationToken CreatePropagationToken(ContextPropagationOptions? options = null) => CreatePropagationTokenCore(options);

    /// <summary>Answers <see cref="Method"/>.</summary>
    protected abstract string MethodCore { get; }

    /// <summary>Answers <see cref="Host"/>.</summary>
    protected abstract string HostCore { get; }

    /// <summary>Answers <see cref="Peer"/>.</summary>
    protected abstract string PeerCore { get; }

    /// <summary>Answers <see cref="Deadline"/>.</summary>
    protected abstract DateTime DeadlineCore { get; }

    /// <summary>Answers <see cref="RequestHeaders"/>.</summary>
    protected abstract Metadata RequestHeadersCore { get; }

    /// <summary>Answers <see cref="CancellationToken"/>.</summary>
    protected abstract CancellationToken CancellationTokenCore { get; }

    /// <summary>Answers <see cref="ResponseTrailers"/>.</summary>
    protected abstract Metadata ResponseTrailersCore { get; }

    /// <summary>Answers <see cref="Status"/>.</summary>
    protected abstract Status StatusCore { get; set; }

    /// <summary>Answers <see cref="WriteOptions"/>.</summary>
    protected abstract WriteOptions? WriteOptionsCore { get; set; }

    /// <summary>Answers <see cref="AuthContext"/>.</summary>
    protected abstract AuthContext AuthContextCore { get; }

    /// <summary>Answers <see cref="UserState"/>.</summary>
    protected virtual IDictionary<object, object> UserStateCore => userState ??= [];

    /// <summary>Answers <see cref="WriteResponseHeadersAsync"/>.</summary>
    protected abstract Task WriteResponseHeadersAsyncCore(Metadata responseHeaders);

    /// <summary>Answers <see cref="CreatePropagationToken"/>.</summary>
    protected abstract ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options);
}
