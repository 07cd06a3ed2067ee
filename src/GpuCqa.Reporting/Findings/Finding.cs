using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Findings;

/// <summary>The best member of the family of tests, and whether it reaches the family-wise level.</summary>
/// <param name="Best">The first-ranked association that could be estimated, or null when none could.</param>
/// <param name="ReachesAlpha">Whether its family-wise p is at most alpha.</param>
/// <param name="FamilySize">Tests in the family.</param>
/// <param name="Estimable">Tests whose correlation could be estimated.</param>
/// <param name="Reaching">Tests whose family-wise p (single-step) is at most alpha.</param>
public sealed record Finding(Association? Best, bool ReachesAlpha, int FamilySize, int Estimable, int Reaching)
{
    /// <summary>Reads the finding off a result.</summary>
    public static Finding Of(DiscoveryResult result)
    {
        Association[] estimable = [.. result.Tests.Associations.Where(a => !double.IsNaN(a.PFamily) && !double.IsNaN(a.Rho)).OrderBy(a => a.Rank)];
        int reaching = estimable.Count(a => a.PFamily <= result.Parameters.Alpha);
        Association? best = estimable.FirstOrDefault();
        return new Finding(best, best is not null && best.PFamily <= result.Parameters.Alpha, result.Tests.Associations.Count, estimable.Length, reaching);
    }

    /// <summary>The clustering that the finding is about; without a finding the one in the middle of the resolutions.</summary>
    internal Clustering? ClusteringOf(DiscoveryResult result) =>
        Best is null
            ? result.Map.Clusterings.Count == 0 ? null : result.Map.Clusterings[(result.Map.Clusterings.Count - 1) / 2]
            : result.Map.Clusterings[Best.State.Partition];
}
