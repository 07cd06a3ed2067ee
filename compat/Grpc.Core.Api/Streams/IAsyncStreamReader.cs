namespace Grpc.Core;

/// <summary>Messages that arrive one after another.</summary>
public interface IAsyncStreamReader<out T>
{
    /// <summary>The message that the last successful <see cref="MoveNext"/> brought.</summary>
    T Current { get; }

    /// <summary>Waits for the next message; false at the end.</summary>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}
