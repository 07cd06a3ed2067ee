namespace GpuCqa.Statistics;

/// <summary>How the uncertainty of an attribution is found.</summary>
/// <param name="ExactUnits">Up to so many lots (or donors) every multiset is taken; at most <see cref="IdealBootstrap.MaximumLots"/>.</param>
/// <param name="Resamples">Resamples that are drawn above.</param>
/// <param name="Seed">Seed of these.</param>
/// <param name="Confidence">Confidence of the intervals.</param>
public sealed record AttributionOptions(int ExactUnits, int Resamples, ulong Seed, double Confidence);
