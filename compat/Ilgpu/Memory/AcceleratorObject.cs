using ILGPU.Util;

namespace ILGPU.Runtime;

/// <summary>Something that an accelerator owns and disposes with itself.</summary>
public interface IAcceleratorObject : IDisposable
{
    Accelerator Accelerator { get; }
}

/// <summary>Something that an accelerator owns and disposes with itself.</summary>
public abstract class AcceleratorObject : DisposeBase, IAcceleratorObject
{
    protected AcceleratorObject(Accelerator accelerator)
    {
        Accelerator = accelerator;
        accelerator?.AddChild(this);
    }

    public Accelerator Accelerator { get; }

    public AcceleratorType AcceleratorType => Accelerator.AcceleratorType;

    protected sealed override void Dispose(bool disposing)
    {
        Accelerator?.RemoveChild(this);
        DisposeAcceleratorObject(disposing);
    }

    protected abstract void DisposeAcceleratorObject(bool disposing);
}
