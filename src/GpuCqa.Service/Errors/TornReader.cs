using Google.Protobuf;
using GpuCqa.Core.Errors;
using Grpc.Core;

namespace GpuCqa.Service.Errors;

/// <summary>A stream of requests that says so when the caller's line breaks: the web server tells it as an I/O error, often before the call counts as cancelled.</summary>
public sealed class TornReader<T>(IAsyncStreamReader<T> requests) : IAsyncStreamReader<T>
{
    private const string Framing = "Grpc.AspNetCore.Server";

    /// <inheritdoc/>
    public T Current => requests.Current;

    /// <inheritdoc/>
    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        try
        {
            return await requests.MoveNext(cancellationToken);
        }
        catch (IOException error) when (error.Source == Framing)
        {
            // An announced length of 2 GiB and more; up to there gRPC itself says what this says.
            throw RpcErrors.Exception(ErrorReason.Exhausted, "The message is longer than this service takes.", limit: ServiceLimit.MessageBytes.Of("message"));
        }
        catch (IOException error) when (error is not InvalidProtocolBufferException)
        {
            throw new RpcException(new Status(StatusCode.Cancelled, "The call was cancelled."));
        }
    }
}
