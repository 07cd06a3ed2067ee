using GpuCqa.Compute;

namespace GpuCqa.Service.Devices;

/// <summary>Runs the computations of synchronous calls on the host, one at a time.</summary>
public sealed class SmallWork : IDisposable
{
    private readonly Turns turns = new("the processor");
    private readonly CpuDevice device;

    /// <summary>With a number of host threads, or null for all cores.</summary>
    public SmallWork(int? threads) => device = new CpuDevice(threads);

    /// <summary>Runs a computation when it is its turn.</summary>
    /// <exception cref="Core.Errors.RefusedException">Too many wait already.</exception>
    /// <exception cref="OperationCanceledException">Cancelled while waiting, or the computation was.</exception>
    public Task<T> Run<T>(Func<ComputeDevice, CancellationToken, T> computation, CancellationToken cancellation) => turns.Run(() => computation(device, cancellation), cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        turns.Dispose();
        device.Dispose();
    }
}
