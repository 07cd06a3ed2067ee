using GpuCqa.Analysis.Results;
using GpuCqa.Statistics;

namespace GpuCqa.Reporting.Findings;

/// <summary>The best member of the family of tests, and whether it reaches the family-wise level.</summary>
/// <param name="Best">The first-ranked association that could be estimated, or null when none could.</param>
/// <param name="ReachesAlpha">Whether its family-wise p is at most alpha and it is not unstable.</param>
/// <param name="FamilySize">Tests in the family.</param>
/// <param name="Estimable">Tests whose correlation could be estimated.</param>
/// <param name="Reaching">Tests whose family-wise p (single-step) is at most alpha and that are not unstable.</param>
/// <param name="LeftOut">Tests that are not in the family, since their state is in too few lots.</param>
public sealed record Finding(Association? Best, bool ReachesAlpha, int FamilySize, int Estimable, int Reaching, int LeftOut)
{
    /// <summary>Tests that family-wise p-values are corrected for: <see cref="FamilySize"/> and what else is in the family.</summary>
    public int Corrected { get; private init; } = FamilySize;

    /// <summary>Whether an association is shown: its family-wise p is at most alpha, and it is not known that it does not hold when clusters are found anew.</summary>
    internal static bool Reaches(AssociationFindings tests, Association association) => association.PFamily <= tests.Parameters.Alpha && !association.IsUnstable;

    /// <summary>Reads the finding off a family of tests.</summary>
    public static Finding Of(AssociationFindings tests)
    {
        Association[] estimable = [.. tests.Associations.Where(a => !double.IsNaN(a.PFamily) && !double.IsNaN(a.Rho)).OrderBy(a => a.Rank)];
        int reaching = estimable.Count(a => Reaches(tests, a));
        Association? best = estimable.FirstOrDefault();
        return new Finding(best, best is not null && Reaches(tests, best), tests.Associations.Count(a => a.Tested), estimable.Length, reaching, tests.Associations.Count(a => !a.Tested))
        {
            Corrected = tests.Associations.Count(a => a.Tested) + tests.OtherTests,
        };
    }

    /// <summary>Index of the partition that the finding is about; without a finding the one in the middle, -1 when there is none.</summary>
    internal int PartitionOf(AssociationFindings tests) => Best?.State.Partition ?? (tests.Partitions.Count == 0 ? -1 : (tests.Partitions.Count - 1) / 2);

    /// <summary>The clustering that the finding is about.</summary>
    internal Clustering? ClusteringOf(DiscoveryResult result) => PartitionOf(result.Tests) is >= 0 and int partition ? result.Map.Clusterings[partition] : null;
}
