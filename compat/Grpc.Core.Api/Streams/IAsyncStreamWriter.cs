namespace Grpc.Core;

/// <summary>Takes messages one after another; one write at a time.</summary>
public interface IAsyncStreamWriter<in T>
{
    /// <summary>Options of the writes that follow, or null.</summary>
    WriteOptions? WriteOptions { get; set; }

    /// <summary>Writes a message; completes when flow control allows the next.</summary>
    Task WriteAsync(T message);

    /// <summary>Writes a message unless cancelled.</summary>
    /// <exception cref="NotSupportedException">The token can be cancelled and this writer cannot.</exception>
    Task WriteAsync(T message, CancellationToken cancellationToken) => cancellationToken.CanBeCanceled
        ? throw new NotSupportedException("Cancellation of stream writes is not supported by this gRPC implementation.")
        : WriteAsync(message);
}
