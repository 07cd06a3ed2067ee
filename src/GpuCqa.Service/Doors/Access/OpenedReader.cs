using Grpc.Core;

namespace GpuCqa.Service.Doors.Access;

/// <summary>A stream of requests of which the first was read ahead, to see what the call is about; the handler reads it as if nobody had.</summary>
public sealed class OpenedReader<T>(IAsyncStreamReader<T> requests) : IAsyncStreamReader<T>
{
    private bool ahead;
    private bool ended;

    /// <inheritdoc/>
    public T Current => ahead ? throw new InvalidOperationException("Nothing was read yet.") : requests.Current;

    /// <summary>Reads the first request; null if there is none.</summary>
    public async Task<object?> Open(CancellationToken cancellation)
    {
        ended = !await requests.MoveNext(cancellation);
        ahead = !ended;
        return ahead ? requests.Current : null;
    }

    /// <inheritdoc/>
    public Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (!ahead) return ended ? Task.FromResult(false) : requests.MoveNext(cancellationToken);
        ahead = false;
        return Task.FromResult(true);
    }
}
