namespace GpuCqa.Statistics;

/// <summary>How alike two clusterings of all cells are.</summary>
/// <param name="First">Index of the resolution of one.</param>
/// <param name="FirstSeed">Number of its seed; 0 = the discovery's own.</param>
/// <param name="Second">Index of the resolution of the other.</param>
/// <param name="SecondSeed">Number of its seed.</param>
/// <param name="Rand">Adjusted Rand index.</param>
public sealed record PartitionAgreement(int First, int FirstSeed, int Second, int SecondSeed, double Rand);
