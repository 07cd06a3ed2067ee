namespace GpuCqa.Analysis.References;

/// <summary>What leaving out each train lot in turn says of mapping onto the others.</summary>
/// <param name="Method">Mapping method that the scores are of.</param>
/// <param name="Limits">One entry per resolution and cluster.</param>
/// <param name="Confusion">Per resolution, clusters x (clusters + 1): left-out cells by their cluster (row) and the label they were given (column); the last column counts those refused.</param>
public sealed record Calibration(string Method, IReadOnlyList<ClassLimits> Limits, IReadOnlyList<long[][]> Confusion);
