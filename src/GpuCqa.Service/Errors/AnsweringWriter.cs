using Grpc.Core;

namespace GpuCqa.Service.Errors;

/// <summary>A stream of responses that can still be answered with a status after a write was given up.</summary>
/// <remarks>Grpc.AspNetCore resets the whole call when the token of a write is cancelled: the caller hears CANCELLED and never that the service stops.
/// Here the message stays with the web server, which sends it before the status as far as the caller reads, and the handler alone goes on. A broken line ends the write itself.</remarks>
public sealed class AnsweringWriter<T>(IServerStreamWriter<T> responses) : IServerStreamWriter<T>
{
    /// <inheritdoc/>
    public WriteOptions? WriteOptions
    {
        get => responses.WriteOptions;
        set => responses.WriteOptions = value;
    }

    /// <inheritdoc/>
    public Task WriteAsync(T message) => responses.WriteAsync(message);

    /// <inheritdoc/>
    public Task WriteAsync(T message, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : responses.WriteAsync(message, CancellationToken.None).WaitAsync(cancellationToken);
}
