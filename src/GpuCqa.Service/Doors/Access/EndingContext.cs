using Grpc.Core;

namespace GpuCqa.Service.Doors.Access;

/// <summary>The context of a call with another token of its end.</summary>
public sealed class EndingContext : ServerCallContext
{
    private readonly ServerCallContext call;
    private readonly CancellationToken end;

    /// <summary>Everything but the token is the call's.</summary>
    public EndingContext(ServerCallContext call, CancellationToken end)
    {
        this.call = call;
        this.end = end;
        // Where GetHttpContext looks in a context that is not the server's own.
        call.UserState["__HttpContext"] = call.GetHttpContext();
    }

    /// <inheritdoc/>
    protected override string MethodCore => call.Method;

    /// <inheritdoc/>
    protected override string HostCore => call.Host;

    /// <inheritdoc/>
    protected override string PeerCore => call.Peer;

    /// <inheritdoc/>
    protected override DateTime DeadlineCore => call.Deadline;

    /// <inheritdoc/>
    protected override Metadata RequestHeadersCore => call.RequestHeaders;

    /// <inheritdoc/>
    protected override CancellationToken CancellationTokenCore => end;

    /// <inheritdoc/>
    protected override Metadata ResponseTrailersCore => call.ResponseTrailers;

    /// <inheritdoc/>
    protected override Status StatusCore { get => call.Status; set => call.Status = value; }

    /// <inheritdoc/>
    protected override WriteOptions? WriteOptionsCore { get => call.WriteOptions; set => call.WriteOptions = value; }

    /// <inheritdoc/>
    protected override AuthContext AuthContextCore => call.AuthContext;

    /// <inheritdoc/>
    protected override IDictionary<object, object> UserStateCore => call.UserState;

    /// <inheritdoc/>
    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => call.CreatePropagationToken(options);

    /// <inheritdoc/>
    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => call.WriteResponseHeadersAsync(responseHeaders);
}
