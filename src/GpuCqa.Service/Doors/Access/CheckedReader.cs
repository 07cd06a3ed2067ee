using Grpc.Core;

namespace GpuCqa.Service.Doors.Access;

/// <summary>A stream of requests whose first one is checked before the handler sees it.</summary>
public sealed class CheckedReader<T>(IAsyncStreamReader<T> requests, Action<T> check) : IAsyncStreamReader<T>
{
    private bool isChecked;

    /// <inheritdoc/>
    public T Current => isChecked ? requests.Current : throw new InvalidOperationException("Nothing was read yet.");

    /// <inheritdoc/>
    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (!await requests.MoveNext(cancellationToken)) return false;
        if (!isChecked) check(requests.Current);
        isChecked = true;
        return true;
    }
}
