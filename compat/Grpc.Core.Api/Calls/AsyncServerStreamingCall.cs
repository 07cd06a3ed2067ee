namespace Grpc.Core;

/// <summary>One request, many responses.</summary>
public sealed class AsyncServerStreamingCall<TResponse> : IDisposable
{
    private readonly CallState call;

    /// <summary>A call from its parts.</summary>
    public AsyncServerStreamingCall(
        IAsyncStreamReader<TResponse> responseStream,
        Task<Metadata> responseHeadersAsync, Func<Status> getStatusFunc, Func<Metadata> getTrailersFunc, Action disposeAction)
    {
        ResponseStream = responseStream;
        call = new CallState(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction);
    }

    /// <summary>A call from its parts, which are functions of one state.</summary>
    public AsyncServerStreamingCall(
        IAsyncStreamReader<TResponse> responseStream,
        Func<object, Task<Metadata>> responseHeadersAsync, Func<object, Status> getStatusFunc, Func<object, Metadata> getTrailersFunc, Action<object> disposeAction, object state)
    {
        ResponseStream = responseStream;
        call = new CallState(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction, state);
    }

    /// <summary>Responses, one after another.</summary>
    public IAsyncStreamReader<TResponse> ResponseStream { get; }

    /// <summary>Response headers, as soon as they are here.</summary>
    public Task<Metadata> ResponseHeadersAsync => call.Headers;

    /// <summary>Status, once the call has ended.</summary>
    public Status GetStatus() => call.Status();

    /// <summary>Trailers, once the call has ended.</summary>
    public Metadata GetTrailers() => call.Trailers();

    /// <summary>Cancels what still runs and frees what it holds.</summary>
    public void Dispose() => call.Dispose();
}
