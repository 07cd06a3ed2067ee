namespace ILGPU.Runtime.Cuda;

/// <summary>An opened CUDA device. The stand-in has none.</summary>
public sealed class CudaAccelerator : Accelerator
{
    private CudaAccelerator(Context context, CudaDevice device)
        : base(context, device)
    {
    }

    public new CudaDevice Device => (CudaDevice)base.Device;

    public int DeviceId => Device.DeviceId;

    public long GetFreeMemory() => throw new NotSupportedException();

    protected override AcceleratorStream CreateStreamInternal() => throw new NotSupportedException();

    protected override MemoryBuffer AllocateRawInternal(long length, int elementSize) => throw new NotSupportedException();

    protected override void SynchronizeInternal() => throw new NotSupportedException();

    protected override void OnBind() { }

    protected override void OnUnbind() { }

    protected override void DisposeAccelerator_SyncRoot(bool disposing) { }
}
