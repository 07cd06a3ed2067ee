using GpuCqa.Compute.Gpu.Vendor;
using GpuCqa.Core.Errors;
using ILGPU;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu;

/// <summary>A device that ILGPU drives: CUDA, OpenCL, or ILGPU's own CPU accelerator, which checks kernels.</summary>
/// <remarks>
/// Kernels are queued on one stream; downloads wait for it. A sum never depends on the order in which groups of threads run: partial sums go to
/// fixed places and are added in a fixed order. Operations may be called from several host threads; they take turns.
/// An operation without a kernel here runs on the CPU device of the same process and is counted in <see cref="ComputeDevice.HostOperations"/>.
/// </remarks>
public sealed partial class GpuDevice : ComputeDevice
{
    /// <summary>Threads of a group that kernels ask for where the device allows them; no kernel needs more.</summary>
    internal const int PreferredGroupSize = 256;

    private readonly Context context;
    private readonly CpuDevice host;
    private readonly VendorLibraries? vendor;
    private readonly Lock turn = new();
    private bool disposed;

    /// <summary>Opens a device.</summary>
    /// <param name="context">ILGPU's context, which the device disposes.</param>
    /// <param name="device">The device in it.</param>
    /// <param name="info">What it is.</param>
    /// <param name="threads">Host threads; null = all cores.</param>
    /// <param name="memoryLimit">Bytes that it may use; null = all.</param>
    /// <param name="vendor">Vendor libraries, which the device disposes; null = own kernels.</param>
    internal GpuDevice(Context context, Device device, DeviceInfo info, int? threads, long? memoryLimit = null, VendorLibraries? vendor = null)
        : base(vendor is null ? info : info with { Libraries = vendor.Description })
    {
        this.context = context;
        this.vendor = vendor;
        host = new CpuDevice(threads);
        Accelerator = Typed(info.Kind, () => device.CreateAccelerator(context));
        Pool = new BufferPool(this, memoryLimit);
    }

    /// <summary>The accelerator; used on a thread only within <see cref="Run{T}"/>.</summary>
    internal Accelerator Accelerator { get; }

    /// <summary>The stream on which all kernels are queued.</summary>
    internal AcceleratorStream Stream => Accelerator.DefaultStream;

    /// <summary>Device memory that has been used and can be used again.</summary>
    internal BufferPool Pool { get; }

    /// <summary>The same process's CPU, for host loops and for operations without a kernel.</summary>
    internal CpuDevice Host => host;

    /// <summary>Whether lanes of a warp can exchange registers: not on OpenCL, where kernels go through shared memory.</summary>
    internal bool HasShuffles => Accelerator.AcceleratorType != AcceleratorType.OpenCL;

    /// <summary>Threads of a group: at most as many as are wanted, and as the device allows.</summary>
    internal int GroupSize(int wanted = PreferredGroupSize) => Math.Min(wanted, Accelerator.MaxNumThreadsPerGroup);

    /// <summary>Groups that keep the device busy when each strides through the work: several a multiprocessor, never more than there is work for.</summary>
    internal int GridSize(long items, int itemsPerGroup, int groupsPerMultiprocessor = 8)
    {
        long needed = (items + itemsPerGroup - 1) / itemsPerGroup;
        return (int)Math.Clamp(needed, 1, (long)Accelerator.NumMultiprocessors * groupsPerMultiprocessor);
    }

    /// <inheritdoc/>
    public override void ForEach(int count, Action<int> body) => host.ForEach(count, body);

    /// <inheritdoc/>
    public override void Synchronize() => Run(() =>
    {
        Stream.Synchronize();
        return true;
    });

    /// <summary>Runs the body of an operation: one at a time, with the accelerator bound to this thread, errors of the driver typed.</summary>
    /// <exception cref="DeviceMemoryException">The device ran out of memory.</exception>
    /// <exception cref="DeviceUnavailableException">The device was lost or its driver failed.</exception>
    internal T Run<T>(Func<T> body)
    {
        lock (turn)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return Typed(Info.Kind, () =>
            {
                Accelerator.Bind();
                return body();
            });
        }
    }

    /// <summary>Runs an operation that this device lacks on the host's CPU device and counts it.</summary>
    internal T OnHost<T>(string operation, Func<CpuDevice, T> body)
    {
        CountHostOperation(operation);
        return body(host);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        lock (turn)
        {
            if (!disposed)
            {
                if (vendor is not null)
                {
                    Accelerator.Bind();
                    vendor.Dispose();
                }

                staging?.Dispose();
                Pool.Dispose();
                Accelerator.Dispose();
                context.Dispose();
                host.Dispose();
            }

            disposed = true;
        }

        base.Dispose(disposing);
    }

    private static T Typed<T>(string kind, Func<T> body)
    {
        try
        {
            return body();
        }
        catch (Exception error) when (DriverErrors.Translate(kind, error) is { } typed)
        {
            throw typed;
        }
    }
}
