using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.References;

/// <summary>Locks what a discovery claims: of each readout its best association, and the gene that marks its cluster.</summary>
internal static class LockedHypotheses
{
    /// <summary>The claims without their markers' thresholds, with the gene of each (index among the kept genes, -1 = none).</summary>
    /// <remarks>A readout whose best rho could not be estimated, or is 0 and so has no direction, or of which no cluster is stable, claims nothing; the others keep the number of their readout.</remarks>
    public static IReadOnlyList<(LockedHypothesis Hypothesis, int Gene)> Of(DiscoveryResult result)
    {
        string[] readouts = [.. result.Tests.Parameters.Readouts.Distinct()];
        int? given = result.Parameters.KeyGene is { } key ? KeyGene.IndexOf(key, result.Map.Genes, result.Map.Modality) : null;
        return [.. result.Tests.BestPerReadout().Where(a => a.Rho != 0 && !a.IsUnstable).Select(a => (Lock(result, a, Array.IndexOf(readouts, a.Readout) + 1), given ?? Leading(result, a.State)))];
    }

    private static LockedHypothesis Lock(DiscoveryResult result, Association best, int number) => new()
    {
        Id = $"H{number}",
        Readout = best.Readout,
        Resolution = result.Map.Clusterings[best.State.Partition].Resolution,
        Cluster = best.State.Index,
        Direction = Math.Sign(best.Rho),
        Alpha = result.Parameters.Alpha,
        TrainLots = best.Lots,
        TrainRho = best.Rho,
        TrainPFamily = best.PFamily,
        Stability = best.Stability,
        Flags = [.. best.Flags],
    };

    private static int Leading(DiscoveryResult result, StateId state) =>
        result.Map.Modality == CellModality.Counts && result.Map.LeadingMarkers(state).FirstOrDefault() is { } marker ? Array.IndexOf(result.Map.Genes.Ids, marker.Gene) : -1;
}
