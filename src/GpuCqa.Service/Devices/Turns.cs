using GpuCqa.Core.Errors;
using GpuCqa.Service.Errors;

namespace GpuCqa.Service.Devices;

/// <summary>Lets calls do their work one at a time; a few may wait, the others are refused.</summary>
/// <param name="what">What they wait for, for the refusal.</param>
public sealed class Turns(string what) : IDisposable
{
    /// <summary>Calls that may wait for their turn.</summary>
    public const int MostWaiting = 64;

    private readonly SemaphoreSlim turn = new(1);
    private int waiting;

    /// <summary>Does some work when it is its turn, on another thread.</summary>
    /// <exception cref="RefusedException">Too many wait already.</exception>
    /// <exception cref="OperationCanceledException">Cancelled while waiting, or the work was.</exception>
    public async Task<T> Run<T>(Func<T> work, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref waiting);
            throw ServiceLimit.WaitingCalls.Refusal(what, $"{MostWaiting} calls wait for {what} already; try again.", TimeSpan.FromSeconds(2));
        }

        try
        {
            await turn.WaitAsync(cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }

        try
        {
            return await Task.Run(work, cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();
}
