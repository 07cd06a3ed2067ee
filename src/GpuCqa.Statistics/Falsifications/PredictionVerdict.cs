namespace GpuCqa.Statistics;

/// <summary>Whether a prediction came true.</summary>
public enum PredictionVerdict
{
    /// <summary>The exact rank-sum p in the predicted direction is at most alpha.</summary>
    AsPredicted,

    /// <summary>It is above alpha.</summary>
    NotAsPredicted,

    /// <summary>Values are missing or all the same, or no division of the lots could reach alpha.</summary>
    NotTestable,
}
