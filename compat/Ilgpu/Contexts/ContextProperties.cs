namespace ILGPU;

/// <summary>What a context was built with.</summary>
public class ContextProperties
{
    protected internal ContextProperties() { }

    public bool EnableAssertions { get; protected set; }

    public bool EnableProfiling { get; protected set; }

    public OptimizationLevel OptimizationLevel { get; protected set; } = OptimizationLevel.Release;

    public InliningMode InliningMode { get; protected set; } = InliningMode.Default;

    public MathMode MathMode { get; protected set; } = MathMode.Default;

    public CachingMode CachingMode { get; protected set; } = CachingMode.Default;

    public PageLockingMode PageLockingMode { get; protected set; } = PageLockingMode.Default;
}
