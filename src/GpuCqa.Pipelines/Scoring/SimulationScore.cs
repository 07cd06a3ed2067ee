using GpuCqa.Analysis.Results;
using GpuCqa.Simulation;
using GpuCqa.Statistics;

namespace GpuCqa.Pipelines.Scoring;

/// <summary>How a discovery on a synthetic cohort compares with the truth.</summary>
/// <param name="Best">The association that the discovery ranks first for the readout, or null when it tested nothing.</param>
/// <param name="Cluster">How well its cluster is the hidden state, over the cells that passed QC; null without a best association.</param>
/// <param name="Recovery">The same of all cells that the finding is about; of the cluster where nothing reaches the level.</param>
/// <param name="Oracle">What the true fractions show.</param>
/// <param name="Cells">Cells that passed QC.</param>
/// <param name="DamagedKept">Share of the damaged cells that QC kept.</param>
/// <param name="IntactRemoved">Share of the intact cells that QC removed.</param>
public sealed record SimulationScore(Association? Best, StateRecovery? Cluster, StateRecovery? Recovery, OracleAssociation Oracle, int Cells, double DamagedKept, double IntactRemoved)
{
    /// <summary>Purity and recall from which a finding counts as the planted state.</summary>
    public const double FoundAt = 0.8;

    /// <summary>Whether the finding is the planted state: purity and recall at least <see cref="FoundAt"/>.</summary>
    public bool Found => Recovery is { } r && r.Purity >= FoundAt && r.Recall >= FoundAt;
}
