namespace GpuCqa.Statistics;

/// <summary>What a planned design can do at best.</summary>
public enum DesignVerdict
{
    /// <summary>It has the power that was asked for.</summary>
    Adequate,

    /// <summary>It can find what it looks for, less often than was asked for.</summary>
    LowPower,

    /// <summary>It misses what it looks for more often than not.</summary>
    Weak,

    /// <summary>No data whatever make it succeed.</summary>
    CannotPass,

    /// <summary>It lets through more often than not what it should stop.</summary>
    CannotFail,
}
