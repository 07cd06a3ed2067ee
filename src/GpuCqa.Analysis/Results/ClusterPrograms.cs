using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Results;

/// <summary>What clusters express, with the lots as replicates: markers of pseudobulk sums and the gene sets they fall into.</summary>
/// <param name="Tests">One comparison a cluster, in the order of the clusterings.</param>
/// <param name="Markers">Leading and called genes of every cluster, higher ones first.</param>
/// <param name="Libraries">Libraries of gene sets.</param>
/// <param name="GeneSets">Leading and significant sets of every cluster; empty without libraries.</param>
/// <remarks>Descriptive: the clusters were made from the same cells.</remarks>
public sealed record ClusterPrograms(IReadOnlyList<PseudobulkTest> Tests, IReadOnlyList<LotMarker> Markers, IReadOnlyList<MatchedLibrary> Libraries, IReadOnlyList<GeneSetTest> GeneSets)
{
    /// <summary>False discovery rate at which genes and sets are called.</summary>
    public const double DiscoveryRate = 0.05;

    /// <summary>Leading genes of each direction that are listed in any case.</summary>
    public const int LeadingGenes = 20;

    /// <summary>The comparison of a cluster, or null.</summary>
    public PseudobulkTest? TestOf(double resolution, int cluster) => Tests.FirstOrDefault(t => t.Resolution == resolution && t.Cluster == cluster);
}
