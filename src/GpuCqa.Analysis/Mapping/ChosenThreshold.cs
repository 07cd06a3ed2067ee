namespace GpuCqa.Analysis.Mapping;

/// <summary>A threshold of a marker.</summary>
/// <param name="Threshold">On ln(1 + scale x count / total) at the common depth; no train cell lies on it.</param>
/// <param name="Youden">Share of the cluster's cells above it less that of the other cells: 1 separates them, 0 tells nothing.</param>
/// <param name="Sensitivity">Share of the cluster's cells above it.</param>
/// <param name="Specificity">Share of the other cells not above it.</param>
/// <param name="Depth">Median counts a cell that the train lots were thinned to.</param>
public sealed record ChosenThreshold(double Threshold, double Youden, double Sensitivity, double Specificity, double Depth);
