using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public abstract partial class ComputeDevice
{
    /// <summary>Ranks the cells by each gene and sums the midranks per group, for several partitions of the cells at once.</summary>
    /// <param name="genesByCells">genes x cells, non-negative values, CSR, float64; what is not stored is zero.</param>
    /// <param name="labels">Per partition, the group 0 .. groups - 1 of each cell.</param>
    /// <param name="groups">Per partition, its number of groups.</param>
    /// <exception cref="ArgumentException">A value is negative or not a number, or a label is out of range.</exception>
    /// <remarks>Ranks are kept as twice the midrank, an integer, so sums are exact: all devices give the same bits.</remarks>
    public virtual RankSums RankSums(CsrMatrix<double> genesByCells, int[][] labels, int[] groups)
    {
        RankSums result = EmptyRankSums(genesByCells, labels, groups);
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

    private protected static RankSums EmptyRankSums(CsrMatrix<double> genesByCells, int[][] labels, int[] groups)
    {
        CheckLength(groups.Length, labels.Length, nameof(groups));
        var partitions = new PartitionRankSums[labels.Length];
        for (int p = 0; p < labels.Length; p++)
        {
            CheckLength(labels[p].Length, genesByCells.Columns, nameof(labels));
            var sizes = new int[groups[p]];
            foreach (int label in labels[p])
            {
                if ((uint)label >= (uint)groups[p]) throw new ArgumentException($"Partition {p} holds label {label}; expected 0 to {groups[p] - 1}.", nameof(labels));
                sizes[label]++;
            }

            long entries = (long)genesByCells.Rows * groups[p];
            partitions[p] = new PartitionRankSums(groups[p], sizes, new long[entries], new int[entries]);
        }

        return new RankSums(genesByCells.Rows, genesByCells.Columns, new double[genesByCells.Rows], partitions);
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
