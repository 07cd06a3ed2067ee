using Google.Protobuf;
using GpuCqa.Core.Errors;
using GpuCqa.Service.Audit;
using GpuCqa.Service.Doors.Limits;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace GpuCqa.Service.Doors.Access;

/// <summary>Asks <see cref="AccessCheck"/> before every handler, and has the audit log record what its rule says; of a stream of requests, the first says what it is about.</summary>
internal sealed class AccessInterceptor(AccessCheck check, CallLimits limits, OpenCalls calls, ReasonRule reasons, CallAudit audit) : Interceptor
{
    /// <inheritdoc/>
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        // Some wait for minutes.
        Ending(context, ending => Through(context, (IMessage)request!, () => continuation(request, ending)));

    /// <inheritdoc/>
    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        Streaming(context, ending => Through(context, (IMessage)request!, async () =>
        {
            await continuation(request, responseStream, ending);
            return true;
        }));

    /// <inheritdoc/>
    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        Streaming(context, async ending =>
        {
            var requests = new OpenedReader<TRequest>(requestStream, ending.CancellationToken);
            // A stream without a message asks for nothing; the handler says so.
            return await requests.Open() is { } first ? await Through(context, (IMessage)first, () => continuation(requests, ending)) : await continuation(requests, ending);
        });

    /// <inheritdoc/>
    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        Streaming(context, async ending =>
        {
            var requests = new OpenedReader<TRequest>(requestStream, ending.CancellationToken);
            async Task<bool> Call()
            {
                await continuation(requests, responseStream, ending);
                return true;
            }

            return await requests.Open() is { } first ? await Through(context, (IMessage)first, Call) : await Call();
        });

    private static Caller CallerOf(ServerCallContext context) => context.GetHttpContext().Features.Get<Caller>() ?? throw AccessCheck.Unauthenticated();

    private async Task<T> Through<T>(ServerCallContext context, IMessage request, Func<Task<T>> call)
    {
        Caller caller = CallerOf(context);
        MethodRule? rule = MethodTable.Find(context.Method);
        Admission admission;
        string? reason = null;
        try
        {
            if (rule is not null && rule.Trace != Trace.Refusals) reason = ReasonRule.Of(context.GetHttpContext());
            admission = check.Require(caller, rule ?? throw new RefusedException(ErrorReason.PermissionDenied, "This method answers nobody."), request);
            reasons.Require(context.Method, reason);
        }
        catch (GpuCqaException error)
        {
            await audit.Refused(caller, context.Method, rule is null ? "" : AccessCheck.Resource(rule, request), reason, error.Reason);
            throw;
        }

        return rule.Trace == Trace.Refusals ? await call() : await audit.Record(context, caller, admission, reason, request, call);
    }

    private async Task<T> Streaming<T>(ServerCallContext context, Func<ServerCallContext, Task<T>> call)
    {
        Caller caller = CallerOf(context);
        limits.Enter(caller);
        try
        {
            return await Ending(context, call);
        }
        finally
        {
            limits.Leave(caller);
        }
    }

    private async Task<T> Ending<T>(ServerCallContext context, Func<ServerCallContext, Task<T>> call)
    {
        using OpenCalls.Call open = calls.Begin(CallerOf(context), context.CancellationToken);
        context.GetHttpContext().Features.Set(open);
        try
        {
            return await call(open.IsWatched ? new EndingContext(context, open.Ending) : context);
        }
        catch (Exception) when (open.IsRevoked)
        {
            throw new RefusedException(ErrorReason.Unauthenticated, "The key of this call was revoked or has expired.");
        }
    }
}
