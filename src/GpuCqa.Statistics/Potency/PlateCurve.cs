namespace GpuCqa.Statistics;

/// <summary>The standard curve of a plate and what may be read from it.</summary>
public sealed record PlateCurve
{
    /// <summary>Share of the standards above 0 that must be back-calculated within their tolerance, or the plate is not accepted (ICH M10).</summary>
    public const double FewestPassing = 0.75;

    /// <summary>The plate.</summary>
    public required string Plate { get; init; }

    /// <summary>Mean response of the blanks; 0 without any.</summary>
    public required double Blank { get; init; }

    /// <summary>The fit.</summary>
    public required CurveFit Fit { get; init; }

    /// <summary>Power of the response in the weights: 0, 1 or 2.</summary>
    public required int WeightPower { get; init; }

    /// <summary>The standards, by concentration.</summary>
    public required IReadOnlyList<StandardLevel> Standards { get; init; }

    /// <summary>Lower limit of quantification; NaN where no standard passes.</summary>
    public required double LowerLimit { get; init; }

    /// <summary>Upper limit of quantification; NaN where no standard passes.</summary>
    public required double UpperLimit { get; init; }

    /// <summary>Share of the standards above 0 that are back-calculated within their tolerance.</summary>
    public double Passing => Standards.Where(s => s.Concentration > 0).Average(s => s.Passes ? 1.0 : 0);

    /// <summary>Whether enough standards pass.</summary>
    public bool Accepted => Passing >= FewestPassing && !double.IsNaN(LowerLimit);

    /// <summary>Variance of one well's response.</summary>
    internal double Variance(double response) => Fit.Residual * Fit.Residual * Math.Pow(Math.Abs(response), WeightPower);
}
