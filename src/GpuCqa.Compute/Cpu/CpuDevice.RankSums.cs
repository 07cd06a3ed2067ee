using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public sealed partial class CpuDevice
{
    /// <inheritdoc/>
    /// <remarks>
    /// Zeros are one tie block whose rank is known, so only the non-zeros of a gene are sorted, once for all partitions, in expected linear time; ranks are summed
    /// by joint group (<see cref="CellPartitions"/>), once for several partitions. Threads own genes.
    /// </remarks>
    public override RankSums RankSums(CsrMatrix<double> genesByCells, CellPartitions partitions)
    {
        RankSums result = EmptyRankSums(genesByCells, partitions);
        _ = partitions.Joint;
        ForEach(genesByCells.Rows, gene => RankGene(genesByCells, gene, partitions, result));
        return result;
    }

    private static void RankGene(CsrMatrix<double> genesByCells, int gene, CellPartitions partitions, RankSums result)
    {
        ReadOnlySpan<double> values = genesByCells.RowValues(gene);
        var ranking = new GeneRanking(values.Length);
        try
        {
            if (!ranking.TrySort(values, genesByCells.RowIndices(gene), partitions.Joint)) CheckRankable(genesByCells, gene);
            result.TieSums[gene] = (double)ranking.Ties(genesByCells.Columns);
            int first = 0;
            foreach (JointGroups joint in partitions.Joint)
            {
                ranking.Sum(joint, genesByCells.Columns);
                foreach (int[] groupOf in joint.GroupOf)
                {
                    PartitionRankSums partition = result.Partitions[first++];
                    int row = checked(gene * partition.Groups);
                    ranking.Add(groupOf, partition.Sizes, genesByCells.Columns, partition.DoubledRankSums.AsSpan(row, partition.Groups), partition.NonZeros.AsSpan(row, partition.Groups));
                }
            }
        }
        finally
        {
            ranking.Dispose();
        }
    }
}
