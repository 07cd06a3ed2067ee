namespace ILGPU.Runtime.CPU;

/// <summary>Runs kernels on the processor, one lane at a time within a group.</summary>
public sealed class CPUAccelerator : Accelerator
{
    internal CPUAccelerator(Context context, CPUDevice device)
        : base(context, device) => NumThreads = device.NumThreads;

    public int NumThreads { get; }

    protected override MemoryBuffer AllocateRawInternal(long length, int elementSize)
    {
        MemoryTaken(length * elementSize);
        return new HostBuffer(this, length, elementSize);
    }

    protected override AcceleratorStream CreateStreamInternal() => new HostStream(this);

    protected override void SynchronizeInternal() { }

    protected override void OnBind() { }

    protected override void OnUnbind() { }

    protected override void DisposeAccelerator_SyncRoot(bool disposing) { }
}
