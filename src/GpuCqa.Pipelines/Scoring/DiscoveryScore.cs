namespace GpuCqa.Pipelines.Scoring;

/// <summary>How a discovery compares with the truth.</summary>
/// <param name="Lots">Lots of the result.</param>
/// <param name="Cells">Cells that passed quality control.</param>
/// <param name="DamagedKept">Share of the damaged cells that quality control kept; NaN without any.</param>
/// <param name="IntactRemoved">Share of the intact cells that it removed.</param>
/// <param name="Partitions">One entry a resolution.</param>
/// <param name="Findings">One entry a readout.</param>
public sealed record DiscoveryScore(int Lots, int Cells, double DamagedKept, double IntactRemoved, IReadOnlyList<PartitionScore> Partitions, IReadOnlyList<FindingScore> Findings)
{
    /// <summary>Whether every finding is what the truth says.</summary>
    public bool Right => Findings.All(f => f.Right);
}
