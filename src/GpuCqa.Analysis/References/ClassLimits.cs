namespace GpuCqa.Analysis.References;

/// <summary>Limits of one cluster of one resolution, from lots that were left out in turn. A cell given the label is refused when it is beyond any of them.</summary>
/// <param name="Resolution">Index of the clustering.</param>
/// <param name="Cluster">Cluster.</param>
/// <param name="Cells">Left-out cells with this label that the limits come from.</param>
/// <param name="MinScore">Smallest score.</param>
/// <param name="MinMargin">Smallest difference of the largest score and the next.</param>
/// <param name="MaxDistance">Largest distance.</param>
/// <param name="FalseRefusal">Share of left-out cells of this cluster that the limits refuse.</param>
/// <param name="FalseAcceptance">Share of the cells of this cluster that are accepted under another label when the cluster itself is taken out of the reference.</param>
public sealed record ClassLimits(int Resolution, int Cluster, int Cells, double MinScore, double MinMargin, double MaxDistance, double FalseRefusal, double FalseAcceptance);
