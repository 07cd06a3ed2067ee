namespace GpuCqa.Statistics;

/// <summary>Whether a lot's dilutions run parallel to the control lot's.</summary>
public enum ParallelVerdict
{
    /// <summary>Too few measured dilutions, or no control lot.</summary>
    NotTestable,

    /// <summary>The interval of the difference lies within the margin.</summary>
    Parallel,

    /// <summary>The interval reaches over the margin: not shown, which is not the same as not parallel.</summary>
    NotShown,

    /// <summary>The interval lies outside of the margin.</summary>
    NotParallel,
}
