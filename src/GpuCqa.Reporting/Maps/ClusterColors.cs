namespace GpuCqa.Reporting.Maps;

/// <summary>Colours of one partition.</summary>
/// <param name="Focus">The cluster that holds the cells of the finding, or -1.</param>
/// <param name="Colors">Colour of each cluster.</param>
internal sealed record ClusterColors(int Focus, string[] Colors);
