using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;
using GpuCqa.Statistics;

namespace GpuCqa.Analysis.Markers;

/// <summary>The sums of a block of genes, and the tests made of them.</summary>
/// <param name="block">genes x cells, counts per scale factor.</param>
/// <param name="ranks">Rank sums of the block.</param>
/// <param name="expression">Per partition, genes x groups: sums of counts per scale factor.</param>
/// <param name="genes">All genes; Bonferroni counts them all.</param>
/// <param name="firstGene">Index of the block's first gene among all.</param>
/// <param name="filter">Which genes are reported.</param>
internal sealed class GeneTests(CsrMatrix<double> block, RankSums ranks, double[][] expression, FeatureTable genes, int firstGene, MarkerFilter filter)
{
    private readonly double log10Genes = Math.Log10(genes.Count);
    private readonly double log10MaxP = Math.Log10(filter.MaxP);

    /// <summary>Tests a gene in every cluster of every clustering and keeps what passes the filter.</summary>
    public List<(int Partition, Marker Marker)> OneVersusRest(int gene, IReadOnlyList<Clustering> clusterings)
    {
        var found = new List<(int, Marker)>();
        if (block.RowIndices(gene).IsEmpty && filter.MinPct > 0) return found;
        for (int p = 0; p < clusterings.Count; p++)
        {
            for (int cluster = 0; cluster < clusterings[p].Clusters; cluster++)
            {
                if (Test(gene, p, cluster, clusterings[p].Resolution, cluster) is { } marker) found.Add((p, marker));
            }
        }

        return found;
    }

    /// <summary>One gene, one group against all other groups of its partition; null when the filter removes it.</summary>
    public Marker? Test(int gene, int partition, int group, double resolution, int cluster)
    {
        PartitionRankSums sums = ranks.Partitions[partition];
        int cells = sums.Sizes[group], rest = ranks.Cells - cells;
        if (cells < filter.MinCells || rest < filter.MinCells) return null;

        long row = (long)gene * sums.Groups;
        int inCluster = sums.NonZeros[row + group], inRest = -inCluster;
        double restSum = 0;
        for (int g = 0; g < sums.Groups; g++)
        {
            inRest += sums.NonZeros[row + g];
            // The rest is added up, not subtracted from the total: a difference would lose the digits of a weakly expressed gene.
            if (g != group) restSum += expression[partition][row + g];
        }

        double clusterSum = expression[partition][row + group];
        double pctCluster = PercentRounding.Round((double)inCluster / cells), pctRest = PercentRounding.Round((double)inRest / rest);
        double fold = Math.Log2((clusterSum / cells) + 1) - Math.Log2((restSum / rest) + 1);
        if (!filter.IsTested(pctCluster, pctRest, fold)) return null;

        long doubledRankSum = sums.DoubledRankSums[row + group];
        double log10P = NormalTail.Log10TwoSided(RankSumTest.Z(doubledRankSum, cells, rest, ranks.TieSums[gene]));
        if (!(log10P < log10MaxP)) return null;
        double foldV5 = Math.Log2((clusterSum + 1) / cells) - Math.Log2((restSum + 1) / rest);
        double auc = RankSumTest.U(doubledRankSum, cells) / ((double)cells * rest);
        int index = firstGene + gene;
        return new Marker(
            resolution, cluster, genes.Ids[index], genes.Names[index], log10P, Math.Min(0, log10P + log10Genes), fold, foldV5, pctCluster, pctRest, auc);
    }
}
