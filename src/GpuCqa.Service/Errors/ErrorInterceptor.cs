using GpuCqa.Core.Errors;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace GpuCqa.Service.Errors;

/// <summary>Turns what a handler throws into a status; a defect is logged under a number, and the caller gets the number only.</summary>
public sealed partial class ErrorInterceptor(ILogger<ErrorInterceptor> log, IHostApplicationLifetime? lifetime = null) : Interceptor
{
    /// <inheritdoc/>
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        Guard(context, () => continuation(request, context));

    /// <inheritdoc/>
    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        Guard(context, () => continuation(new TornReader<TRequest>(requestStream), context));

    /// <inheritdoc/>
    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        Guard(context, async () =>
        {
            await continuation(request, new AnsweringWriter<TResponse>(responseStream), context);
            return true;
        });

    /// <inheritdoc/>
    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        Guard(context, async () =>
        {
            await continuation(new TornReader<TRequest>(requestStream), new AnsweringWriter<TResponse>(responseStream), context);
            return true;
        });

    private async Task<T> Guard<T>(ServerCallContext context, Func<Task<T>> handler)
    {
        try
        {
            return await handler();
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.NotFound && error.GetRpcStatus() is null)
        {
            // Of health: a service that there is not.
            throw RpcErrors.Exception(ErrorReason.NotFound, error.Status.Detail.Length > 0 ? error.Status.Detail : "There is none of that name here.");
        }
        catch (RpcException)
        {
            throw;
        }
        catch (GpuCqaException error)
        {
            throw RpcErrors.Exception(error);
        }
        catch (Exception) when (context.CancellationToken.IsCancellationRequested)
        {
            // The caller is gone or its time is over; whatever a torn stream threw is a consequence.
            bool late = context.Deadline <= DateTime.UtcNow;
            if (!late && lifetime?.ApplicationStopping.IsCancellationRequested == true) throw Stopping();
            throw new RpcException(new Status(late ? StatusCode.DeadlineExceeded : StatusCode.Cancelled, late ? "The deadline passed." : "The call was cancelled."));
        }
        catch (Exception error) when (error is Google.Protobuf.InvalidProtocolBufferException or InvalidDataException)
        {
            // A message in the midst of a stream.
            throw RpcErrors.Exception(ErrorReason.InvalidArgument, "A message of the stream cannot be read as the message of this method.");
        }
        catch (OperationCanceledException)
        {
            throw Stopping();
        }
        catch (Exception error) when (FullDisk.Is(error))
        {
            NoRoom(log, context.Method, error);
            throw RpcErrors.Exception(ErrorReason.Exhausted, FullDisk.Message, TimeSpan.FromMinutes(1), FullDisk.Limit);
        }
        catch (Exception error)
        {
            string number = Guid.NewGuid().ToString("N")[..12];
            Defect(log, context.Method, number, error);
            throw RpcErrors.Exception(ErrorReason.Internal, $"A defect of the service; its log has it under {number}.");
        }
    }

    private static RpcException Stopping() => RpcErrors.Exception(ErrorReason.Unavailable, "The service is stopping; try again.", TimeSpan.FromSeconds(5));

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} failed: the disk is full")]
    private static partial void NoRoom(ILogger log, string method, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} failed: defect {Number}")]
    private static partial void Defect(ILogger log, string method, string number, Exception error);
}
