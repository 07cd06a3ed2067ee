using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public abstract partial class ComputeDevice
{
    /// <summary>Ranks the cells by each gene and sums the midranks per group, for several partitions of the cells at once.</summary>
    /// <param name="genesByCells">genes x cells, non-negative values, CSR, float64; what is not stored is zero.</param>
    /// <param name="labels">Per partition, the group 0 .. groups - 1 of each cell.</param>
    /// <param name="groups">Per partition, its number of groups.</param>
    /// <inheritdoc cref="RankSums(CsrMatrix{double}, CellPartitions)"/>
    public RankSums RankSums(CsrMatrix<double> genesByCells, int[][] labels, int[] groups) => RankSums(genesByCells, new CellPartitions(labels, groups));

    /// <summary>Ranks the cells by each gene and sums the midranks per group, for several partitions of the cells at once.</summary>
    /// <param name="genesByCells">genes x cells, non-negative values, CSR, float64; what is not stored is zero.</param>
    /// <param name="partitions">Partitions of the cells.</param>
    /// <exception cref="ArgumentException">A value is negative or not a number, or the partitions are of other cells.</exception>
    /// <remarks>Ranks are kept as twice the midrank, an integer, so sums are exact: all devices give the same bits.</remarks>
    public virtual RankSums RankSums(CsrMatrix<double> genesByCells, CellPartitions partitions)
    {
        RankSums result = EmptyRankSums(genesByCells, partitions);
        int[][] labels = partitions.Labels;
        int cells = genesByCells.Columns;
        var dense = new double[cells];
        var order = new int[cells];
        for (int gene = 0; gene < genesByCells.Rows; gene++)
        {
            CheckRankable(genesByCells, gene);
            Array.Clear(dense);
            ReadOnlySpan<int> columns = genesByCells.RowIndices(gene);
            for (int i = 0; i < columns.Length; i++) dense[columns[i]] = genesByCells.RowValues(gene)[i];
            for (int i = 0; i < cells; i++) order[i] = i;
            double[] keys = [.. dense];
            Array.Sort(keys, order);
            Int128 ties = 0;
            for (int from = 0, to; from < cells; from = to)
            {
                to = from + 1;
                while (to < cells && keys[to] == keys[from]) to++;
                Int128 size = to - from;
                ties += (size * size * size) - size;
                for (int at = from; at < to; at++) AddRank(result, labels, gene, order[at], (long)from + 1 + to, keys[from] > 0);
            }

            result.TieSums[gene] = (double)ties;
        }

        return result;
    }

    private protected static RankSums EmptyRankSums(CsrMatrix<double> genesByCells, CellPartitions partitions)
    {
        if (partitions.Cells is { } cells) CheckLength(cells, genesByCells.Columns, nameof(partitions));
        var sums = new PartitionRankSums[partitions.Count];
        for (int p = 0; p < sums.Length; p++)
        {
            long entries = (long)genesByCells.Rows * partitions.Groups[p];
            sums[p] = new PartitionRankSums(partitions.Groups[p], partitions.Sizes[p], new long[entries], new int[entries]);
        }

        return new RankSums(genesByCells.Rows, genesByCells.Columns, new double[genesByCells.Rows], sums);
    }

    private protected static void CheckRankable(CsrMatrix<double> genesByCells, int gene)
    {
        foreach (double x in genesByCells.RowValues(gene))
        {
            if (!(x >= 0)) throw new ArgumentException($"Gene {gene} holds {x}; ranks with zeros as one tie block need values of at least 0.", nameof(genesByCells));
        }
    }

    private static void AddRank(RankSums result, int[][] labels, int gene, int cell, long doubledRank, bool nonZero)
    {
        for (int p = 0; p < labels.Length; p++)
        {
            PartitionRankSums partition = result.Partitions[p];
            long at = ((long)gene * partition.Groups) + labels[p][cell];
            partition.DoubledRankSums[at] += doubledRank;
            if (nonZero) partition.NonZeros[at]++;
        }
    }
}
