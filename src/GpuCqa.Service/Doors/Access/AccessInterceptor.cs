using Google.Protobuf;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Doors.Limits;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace GpuCqa.Service.Doors.Access;

/// <summary>Asks <see cref="AccessCheck"/> before every handler; of a stream of requests, the first says what it is about.</summary>
public sealed class AccessInterceptor(AccessCheck check, OpenStreams streams) : Interceptor
{
    /// <inheritdoc/>
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        Require(context, request);
        return continuation(request, context);
    }

    /// <inheritdoc/>
    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        Streaming(context, () => continuation(new CheckedReader<TRequest>(requestStream, first => Require(context, first)), context));

    /// <inheritdoc/>
    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Require(context, request);
        return Streaming(context, async () =>
        {
            await continuation(request, responseStream, context);
            return true;
        });
    }

    /// <inheritdoc/>
    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        Streaming(context, async () =>
        {
            await continuation(new CheckedReader<TRequest>(requestStream, first => Require(context, first)), responseStream, context);
            return true;
        });

    private static Caller CallerOf(ServerCallContext context) => context.GetHttpContext().Features.Get<Caller>() ?? throw AccessCheck.Unauthenticated();

    private void Require<TRequest>(ServerCallContext context, TRequest request)
    {
        MethodRule rule = MethodTable.Find(context.Method) ?? throw new RefusedException(ErrorReason.PermissionDenied, "This method answers nobody.");
        check.Require(CallerOf(context), rule, (IMessage)request!);
    }

    private async Task<T> Streaming<T>(ServerCallContext context, Func<Task<T>> call)
    {
        Caller caller = CallerOf(context);
        streams.Enter(caller);
        try
        {
            return await call();
        }
        finally
        {
            streams.Leave(caller);
        }
    }
}
