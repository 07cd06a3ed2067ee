namespace GpuCqa.Statistics;

/// <summary>How well one model predicts a readout of lots that it never saw, and how well it would if there were nothing to predict.</summary>
public sealed record ModelPrediction
{
    /// <summary>Readout.</summary>
    public required string Readout { get; init; }

    /// <summary>Model.</summary>
    public required string Model { get; init; }

    /// <summary>1 - sum (y - prediction)^2 / sum (y - mean of the training lots)^2 over left-out lots: 0 for the training mean, 1 for no error; NaN of a constant readout.</summary>
    public required double Q2 { get; init; }

    /// <summary>The same against the mean of all lots, which knows the left-out lot: for comparison with programs that print this one.</summary>
    public required double Q2GrandMean { get; init; }

    /// <summary>95 % quantile of Q2 over the orders: what chance reaches.</summary>
    public required double NullQuantile { get; init; }

    /// <summary>Share of the orders that reach Q2, everything that looks at the readout done anew in each.</summary>
    public required double P { get; init; }

    /// <summary>Share of the orders in which some model and readout has a p as small: the price of having tried them all.</summary>
    public required double PFamily { get; init; }

    /// <summary>Root mean squared error over left-out lots, in the readout's units.</summary>
    public required double Error { get; init; }

    /// <summary>Root mean squared error of the training mean.</summary>
    public required double MeanError { get; init; }

    /// <summary>Left-out lots within their prediction interval.</summary>
    public required int Covered { get; init; }

    /// <summary>A new lot's prediction is uncertain by so much, either way: t(n - 1) sqrt(PRESS / n) sqrt(1 + 1 / n).</summary>
    public required double HalfWidth { get; init; }

    /// <summary>Setting of the model of all lots; null where there is nothing to choose.</summary>
    public required string? Setting { get; init; }

    /// <summary>Intercept of the model of all lots.</summary>
    public required double Intercept { get; init; }
}
