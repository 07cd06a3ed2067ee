namespace GpuCqa.Statistics;

/// <summary>How the lots of a set differ from the train lots, fixed before they are read.</summary>
/// <param name="Quantity">What differs.</param>
/// <param name="Lower">True: the set's lots are lower; false: higher.</param>
public sealed record Prediction(PredictedQuantity Quantity, bool Lower)
{
    /// <summary>"marker_lower", "readout_higher".</summary>
    public override string ToString() => $"{Quantity switch { PredictedQuantity.Marker => "marker", PredictedQuantity.Readout => "readout", _ => "fraction" }}_{(Lower ? "lower" : "higher")}";
}
