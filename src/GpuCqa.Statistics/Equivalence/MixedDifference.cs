namespace GpuCqa.Statistics;

/// <summary>A difference with random blocks.</summary>
/// <param name="Difference">The difference.</param>
/// <param name="BlockVariance">Variance between blocks; 0 at the boundary.</param>
/// <param name="ErrorVariance">Variance within a block.</param>
/// <param name="AtBoundary">Whether blocks differ by less than their values let expect: the likelihood is largest at a variance of 0.</param>
public sealed record MixedDifference(MeanDifference Difference, double BlockVariance, double ErrorVariance, bool AtBoundary);
