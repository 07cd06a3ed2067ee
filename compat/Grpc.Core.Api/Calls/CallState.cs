namespace Grpc.Core;

/// <summary>What every kind of running call is asked for: headers, status, trailers, an end.</summary>
internal readonly struct CallState
{
    private readonly Task<Metadata>? headers;
    private readonly Func<object, Task<Metadata>>? headersOf;
    private readonly Func<object, Status> statusOf;
    private readonly Func<object, Metadata> trailersOf;
    private readonly Action<object> dispose;
    private readonly object state;

    /// <summary>From functions of a state.</summary>
    public CallState(Func<object, Task<Metadata>> headersOf, Func<object, Status> statusOf, Func<object, Metadata> trailersOf, Action<object> dispose, object state)
    {
        this.headersOf = headersOf;
        this.statusOf = statusOf;
        this.trailersOf = trailersOf;
        this.dispose = dispose;
        this.state = state;
    }

    /// <summary>From functions without a state.</summary>
    public CallState(Task<Metadata> headers, Func<Status> status, Func<Metadata> trailers, Action dispose)
    {
        this.headers = headers;
        statusOf = static s => ((Stateless)s).Status();
        trailersOf = static s => ((Stateless)s).Trailers();
        this.dispose = static s => ((Stateless)s).Dispose();
        state = new Stateless(status, trailers, dispose);
    }

    /// <summary>Response headers.</summary>
    public Task<Metadata> Headers => headers ?? headersOf!(state);

    /// <summary>Status of an ended call.</summary>
    public Status Status() => statusOf(state);

    /// <summary>Trailers of an ended call.</summary>
    public Metadata Trailers() => trailersOf(state);

    /// <summary>Cancels what still runs and frees what it holds.</summary>
    public void Dispose() => dispose(state);

    private sealed record Stateless(Func<Status> Status, Func<Metadata> Trailers, Action Dispose);
}
