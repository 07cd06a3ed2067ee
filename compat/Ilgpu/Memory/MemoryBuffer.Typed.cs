namespace ILGPU.Runtime;

/// <summary>A buffer with a typed view.</summary>
public interface IMemoryBuffer<in TView> : IContiguousArrayView
    where TView : struct, IArrayView
{
}

/// <summary>A buffer with a typed view of all of it.</summary>
public class MemoryBuffer<TView> : MemoryBuffer, IMemoryBuffer<TView>
    where TView : struct, IArrayView
{
    private readonly MemoryBuffer? block;

    protected internal MemoryBuffer(Accelerator accelerator, in TView view)
        : base(accelerator, view.Length, view.ElementSize)
    {
        View = view;
        if (view.Length == 0) return;
        block = view.Buffer;
        NativePtr = block.NativePtr;
    }

    public TView View { get; private set; }

    public bool IsValid => View.IsValid;

    MemoryBuffer IArrayView.Buffer => this;

    long IContiguousArrayView.Index => 0;

    long IContiguousArrayView.IndexInBytes => 0;

    public TView ToArrayView() => View;

    public static implicit operator TView(MemoryBuffer<TView> buffer) => buffer.View;

    protected internal override void MemSet(AcceleratorStream stream, byte value, in ArrayView<byte> targetView) => block?.MemSet(stream, value, targetView);

    protected internal override void CopyTo(AcceleratorStream stream, in ArrayView<byte> sourceView, in ArrayView<byte> targetView) => block?.CopyTo(stream, sourceView, targetView);

    protected internal override void CopyFrom(AcceleratorStream stream, in ArrayView<byte> sourceView, in ArrayView<byte> targetView) => block?.CopyFrom(stream, sourceView, targetView);

    protected override void DisposeAcceleratorObject(bool disposing)
    {
        BufferTable.Remove(Id);
        block?.Dispose();
        NativePtr = 0;
        View = default;
    }
}
