namespace GpuCqa.Statistics;

/// <summary>What one lot did in one condition.</summary>
public sealed record LotPotency
{
    /// <summary>The lot.</summary>
    public required string Lot { get; init; }

    /// <summary>The condition, or null.</summary>
    public required string? Condition { get; init; }

    /// <summary>Name of its column in the readout table.</summary>
    public required string Readout { get; init; }

    /// <summary>Its replicates; none where they contradict each other.</summary>
    public required IReadOnlyList<ReplicateValue> Replicates { get; init; }

    /// <summary>Dilutions that the value rests on.</summary>
    public required IReadOnlyList<double> Dilutions { get; init; }

    /// <summary>Wells, and those that the value rests on.</summary>
    public required (int All, int Used) Wells { get; init; }

    /// <summary>Interval of the mean on logarithms, by the noise of wells and the uncertainty of the curves; NaN where a replicate is beyond a limit. It knows nothing of other cultures and other days.</summary>
    public required Interval AssayInterval { get; init; }

    /// <summary>Change of the logarithm of the result with the logarithm of the dilution; 0 is dilution linearity. NaN with fewer than two dilutions.</summary>
    public required double DilutionSlope { get; init; }

    /// <summary>Value over that of the control lot in the same condition; NaN without.</summary>
    public required double Relative { get; init; }

    /// <summary>Its interval, of the same kind as <see cref="AssayInterval"/>; what both lots owe to one curve is not counted twice.</summary>
    public required Interval RelativeInterval { get; init; }

    /// <summary>Slope less the control lot's.</summary>
    public required double SlopeDifference { get; init; }

    /// <summary>Its 90 % interval: two one-sided tests at 5 %.</summary>
    public required Interval SlopeInterval { get; init; }

    /// <summary>Whether dilutions run parallel to the control lot's.</summary>
    public required ParallelVerdict Parallel { get; init; }

    /// <summary>Whether the value is measured, or a limit.</summary>
    public WellStatus Status => Replicates.Select(r => r.Status).FirstOrDefault(s => s != WellStatus.Measured);

    /// <summary>Mean of the replicates; with one beyond a limit the mean with the limit in its place, a limit itself. NaN without replicates.</summary>
    public double Value => Replicates.Count == 0 ? double.NaN : Replicates.Sum(r => r.Value) / Replicates.Count;

    /// <summary>Coefficient of variation of the replicates; NaN where it is not known.</summary>
    public double Variation => Status == WellStatus.Measured ? PlateCurves.Variation([.. Replicates.Select(r => r.Value)]) : double.NaN;
}
