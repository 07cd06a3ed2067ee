namespace GpuCqa.Statistics;

/// <summary>How predictions are judged.</summary>
/// <param name="Permutations">Orders that are drawn where not all are taken.</param>
/// <param name="Seed">Seed of drawn orders.</param>
/// <param name="Confidence">Confidence of prediction intervals.</param>
public sealed record PredictionOptions(int Permutations, ulong Seed, double Confidence);
