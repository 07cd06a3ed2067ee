namespace GpuCqa.Reporting.Pictures;

/// <summary>One dot of a dot plot.</summary>
/// <param name="Share">Share of the cluster's cells in which the gene is detected, 0 to 1.</param>
/// <param name="Mean">Mean normalized value over the cluster's cells.</param>
internal readonly record struct DotCell(double Share, double Mean);
