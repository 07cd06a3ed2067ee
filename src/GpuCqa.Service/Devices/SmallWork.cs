using GpuCqa.Compute;
using GpuCqa.Core.Errors;

namespace GpuCqa.Service.Devices;

/// <summary>Runs the computations of synchronous calls on the host, one at a time; a few may wait, the others are refused.</summary>
public sealed class SmallWork : IDisposable
{
    /// <summary>Calls that may wait for their turn.</summary>
    public const int MostWaiting = 64;

    private readonly SemaphoreSlim turn = new(1);
    private readonly CpuDevice device;
    private int waiting;

    /// <summary>With a number of host threads, or null for all cores.</summary>
    public SmallWork(int? threads) => device = new CpuDevice(threads);

    /// <summary>Runs a computation when it is its turn.</summary>
    /// <exception cref="RefusedException">Too many wait already.</exception>
    /// <exception cref="OperationCanceledException">Cancelled while waiting, or the computation was.</exception>
    public async Task<T> Run<T>(Func<ComputeDevice, CancellationToken, T> computation, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref waiting);
            throw new RefusedException(ErrorReason.Exhausted, $"{MostWaiting} calls wait for the processor already; try again.", TimeSpan.FromSeconds(2));
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
            return await Task.Run(() => computation(device, cancellation), cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        turn.Dispose();
        device.Dispose();
    }
}
