namespace GpuCqa.Statistics;

/// <summary>How a comparison is made.</summary>
/// <param name="Paired">Lots are compared within pairs.</param>
/// <param name="PooledVariance">One variance on both sides; Welch's otherwise.</param>
/// <param name="Alpha">Level of each one-sided test.</param>
/// <param name="RangeDeviations">Standard deviations of quality ranges.</param>
/// <param name="Draws">Labellings drawn where not all are enumerated.</param>
/// <param name="Seed">Of the draws.</param>
public sealed record ComparisonOptions(bool Paired, bool PooledVariance, double Alpha, double RangeDeviations, int Draws, ulong Seed);
