using Grpc.Core;
using Grpc.Core.Interceptors;

namespace GpuCqa.Client.Tests.Fakes;

/// <summary>Ends calls as the test wants, before the service sees them, and keeps what they carried.</summary>
public sealed class FakeFaults(FakeState state) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        Before(context);
        return continuation(request, context);
    }

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Before(context);
        return continuation(requestStream, context);
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Before(context);
        return continuation(request, responseStream, context);
    }

    private void Before(ServerCallContext context)
    {
        string method = context.Method[(context.Method.LastIndexOf('/') + 1)..];
        state.Calls.Enqueue(method);
        state.Authorization = context.RequestHeaders.GetValue("authorization");
        state.Reason = context.RequestHeaders.GetValue("gpucqa-reason") ?? (context.RequestHeaders.GetValueBytes("gpucqa-reason-bin") is { } utf8 ? "bin " + System.Text.Encoding.UTF8.GetString(utf8) : null);
        if (state.Faults.TryGetValue(method, out System.Collections.Concurrent.ConcurrentQueue<Exception>? due) && due.TryDequeue(out Exception? fault)) throw fault;
    }
}
