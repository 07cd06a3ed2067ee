namespace ILGPU
{
    /// <summary>How ILGPU optimizes kernels; the stand-in takes note of it only.</summary>
    public enum OptimizationLevel
    {
        Debug = O0,
        Release = O1,
        O0 = 0,
        O1,
        O2,
    }

    /// <summary>How ILGPU inlines calls in kernels; the stand-in takes note of it only.</summary>
    public enum InliningMode
    {
        Default = Aggressive,
        Aggressive = 0,
        Conservative,
        Disabled,
    }

    /// <summary>Which precision math functions have; the stand-in takes note of it only.</summary>
    public enum MathMode
    {
        Default,
        Fast,
        Fast32BitOnly,
    }

    /// <summary>When host arrays are page-locked; the stand-in takes note of it only.</summary>
    public enum PageLockingMode
    {
        Default,
        Auto,
        Aggressive,
    }

    /// <summary>What ILGPU caches; the stand-in takes note of it only.</summary>
    public enum CachingMode
    {
        Default,
        NoKernelCaching,
        NoLaunchCaching,
        Disabled,
    }
}
