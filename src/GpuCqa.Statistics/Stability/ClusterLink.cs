namespace GpuCqa.Statistics;

/// <summary>Cells that a cluster shares with one of the next lower resolution: an edge of the merge tree.</summary>
/// <param name="Child">Cluster of the higher resolution.</param>
/// <param name="Parent">Cluster of the next lower resolution.</param>
/// <param name="Cells">Cells in both.</param>
/// <param name="OfChild">Share of the child's cells.</param>
/// <param name="OfParent">Share of the parent's cells.</param>
/// <param name="Main">Whether no other cluster there holds more of the child: where it merges to.</param>
public sealed record ClusterLink(StateId Child, StateId Parent, int Cells, double OfChild, double OfParent, bool Main);
