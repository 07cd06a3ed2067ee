namespace GpuCqa.Statistics;

/// <summary>What a prediction is about, one number a lot.</summary>
public enum PredictedQuantity
{
    /// <summary>Share of the mapped cluster's cells that are high in the key marker.</summary>
    Marker,

    /// <summary>Readout.</summary>
    Readout,

    /// <summary>p(mapped cluster | lot).</summary>
    Fraction,
}
