using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Pictures;

/// <summary>One lot of a scatter.</summary>
/// <param name="Readout">Value of the readout.</param>
/// <param name="Fraction">The state's share of the lot, with its intervals.</param>
internal sealed record ScatterPoint(double Readout, StateFraction Fraction)
{
    /// <summary>Colour of its own; null = that of the picture.</summary>
    public string? Color { get; init; }

    /// <summary>Whether the share has intervals; it has none when only fractions are known.</summary>
    public bool HasInterval => double.IsFinite(Fraction.OverdispersedLow) && double.IsFinite(Fraction.OverdispersedHigh);

    /// <summary>Lower end of the wider interval, or the share itself.</summary>
    public double Low => HasInterval ? Fraction.OverdispersedLow : Fraction.Fraction;

    /// <summary>Upper end of the wider interval, or the share itself.</summary>
    public double High => HasInterval ? Fraction.OverdispersedHigh : Fraction.Fraction;
}
