namespace GpuCqa.Statistics;

/// <summary>Where a response lies against the limits of quantification of its plate.</summary>
public enum WellStatus
{
    /// <summary>Between the limits, or no sample.</summary>
    Measured,

    /// <summary>Below the lower limit.</summary>
    Below,

    /// <summary>Above the upper limit, or more than the reader measures.</summary>
    Above,
}
