namespace GpuCqa.Statistics;

/// <summary>Whether a statistic is defined on the data at hand.</summary>
public enum EstimateStatus
{
    /// <summary>Defined.</summary>
    Estimated,

    /// <summary>Not defined: a side is constant over the lots. Numbers are NaN; the hypothesis is listed but belongs to no family.</summary>
    NotEstimable,
}
