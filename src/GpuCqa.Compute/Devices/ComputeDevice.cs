using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

/// <summary>One machine that computes: the seam between the methods and the hardware.</summary>
/// <remarks>
/// The body of each operation in this class is the reference algorithm: scalar, float64 accumulation, sequential. <see cref="ReferenceDevice"/>
/// overrides nothing and is the oracle of the conformance tests. A device that overrides an operation keeps within the tolerance that the
/// operation's remarks state, and its bits may not depend on the number of threads. An operation that a device does not override runs on the
/// host; when the operands were not in host memory this is counted in <see cref="HostOperations"/>.
/// </remarks>
public abstract partial class ComputeDevice : IDisposable
{
    private readonly ConcurrentDictionary<string, long> hostOperations = new(StringComparer.Ordinal);

    /// <summary>Describes the device once and for all.</summary>
    protected ComputeDevice(DeviceInfo info) => Info = info;

    /// <summary>What this device is.</summary>
    public DeviceInfo Info { get; internal set; }

    /// <summary>Operations that this device lacks and ran on the host after a download, with how often; empty on CPU devices.</summary>
    public IReadOnlyDictionary<string, long> HostOperations => hostOperations.OrderBy(p => p.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);

    /// <summary>Runs a body for 0 .. count - 1; the bodies write disjoint places, so that their order does not matter.</summary>
    /// <param name="count">Number of bodies.</param>
    /// <param name="body">Receives its index.</param>
    /// <remarks>Sequential here; other devices use their host threads. An exception of a body is rethrown as it is.</remarks>
    public virtual void ForEach(int count, Action<int> body)
    {
        for (int i = 0; i < count; i++) body(i);
    }

    /// <summary>Frees what the device holds; buffers made by it are of no use afterwards.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public override string ToString() => Info.Kind;

    /// <summary>Frees what a derived device holds.</summary>
    protected virtual void Dispose(bool disposing) { }

    /// <summary>The operand as a host matrix for a body that runs on the host; a download is counted under the operation's name.</summary>
    protected CsrMatrix<T> OnHost<T>(DeviceCsr<T> matrix, [CallerMemberName] string operation = "") where T : unmanaged
    {
        Require(matrix.Values);
        if (matrix.HostView is null) CountHostOperation(operation);
        return Download(matrix);
    }

    /// <summary>The operand as a host matrix for a body that runs on the host; a download is counted under the operation's name.</summary>
    protected DenseMatrix<T> OnHost<T>(DeviceMatrix<T> matrix, [CallerMemberName] string operation = "") where T : unmanaged
    {
        Require(matrix.Values);
        if (matrix.Values is not HostBuffer<T>) CountHostOperation(operation);
        return Download(matrix);
    }

    /// <summary>Counts an operation that ran on the host because this device lacks it.</summary>
    protected void CountHostOperation(string operation) => hostOperations.AddOrUpdate(operation, 1, (_, n) => n + 1);

    /// <summary>Checks that a buffer belongs to this device.</summary>
    /// <exception cref="InvalidOperationException">It belongs to another; the message names both.</exception>
    protected void Require<T>(DeviceBuffer<T> buffer) where T : unmanaged
    {
        if (!ReferenceEquals(buffer.Device, this))
            throw new InvalidOperationException($"A buffer of device {buffer.Device.Info.Kind} was given to device {Info.Kind}; download it there and upload it here first.");
    }
}
