namespace ILGPU.Runtime.OpenCL;

/// <summary>An opened OpenCL device. The stand-in has none.</summary>
public sealed class CLAccelerator : Accelerator
{
    private CLAccelerator(Context context, CLDevice device)
        : base(context, device)
    {
    }

    public new CLDevice Device => (CLDevice)base.Device;

    public nint DeviceId => Device.DeviceId;


    protected override AcceleratorStream CreateStreamInternal() => throw new NotSupportedException();

    protected override MemoryBuffer AllocateRawInternal(long length, int elementSize) => throw new NotSupportedException();

    protected override void SynchronizeInternal() => throw new NotSupportedException();

    protected override void OnBind() { }

    protected override void OnUnbind() { }

    protected override void DisposeAccelerator_SyncRoot(bool disposing) { }
}
