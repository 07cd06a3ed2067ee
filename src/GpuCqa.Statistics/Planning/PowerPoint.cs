namespace GpuCqa.Statistics;

/// <summary>One point of a curve of power.</summary>
/// <param name="Curve">What varies along the curve and which curve it is: "family", "alone", "pairs", "groups", "quality range", "cells".</param>
/// <param name="At">What varies: a true correlation, a true difference in standard deviations, a number of cells.</param>
/// <param name="Power">Probability of the finding.</param>
public sealed record PowerPoint(string Curve, double At, double Power);
