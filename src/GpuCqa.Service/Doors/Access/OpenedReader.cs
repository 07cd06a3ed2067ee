using Grpc.Core;

namespace GpuCqa.Service.Doors.Access;

/// <summary>A stream of requests of which the first was read ahead, to see what the call is about; the handler reads it as if nobody had.</summary>
/// <param name="requests">The stream.</param>
/// <param name="ending">Ends a read for which the handler brings no token of its own.</param>
public sealed class OpenedReader<T>(IAsyncStreamReader<T> requests, CancellationToken ending) : IAsyncStreamReader<T>
{
    private bool ahead;
    private bool ended;

    /// <inheritdoc/>
    public T Current => ahead ? throw new InvalidOperationException("Nothing was read yet.") : requests.Current;

    /// <summary>Reads the first request; null if there is none.</summary>
    public async Task<object?> Open()
    {
        ended = !await requests.MoveNext(ending);
        ahead = !ended;
        return ahead ? requests.Current : null;
    }

    /// <inheritdoc/>
    public Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (!ahead) return ended ? Task.FromResult(false) : requests.MoveNext(cancellationToken.CanBeCanceled ? cancellationToken : ending);
        ahead = false;
        return Task.FromResult(true);
    }
}
