using System.Buffers;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute;

public sealed partial class CpuDevice
{
    /// <inheritdoc/>
    /// <remarks>Zeros are one tie block whose rank is known, so only the non-zeros of a gene are sorted, once for all partitions. Threads own genes.</remarks>
    public override RankSums RankSums(CsrMatrix<double> genesByCells, int[][] labels, int[] groups)
    {
        RankSums result = EmptyRankSums(genesByCells, labels, groups);
        ForEach(genesByCells.Rows, gene => RankGene(genesByCells, gene, labels, result));
        return result;
    }

    private static void RankGene(CsrMatrix<double> genesByCells, int gene, int[][] labels, RankSums result)
    {
        CheckRankable(genesByCells, gene);
        ReadOnlySpan<int> columns = genesByCells.RowIndices(gene);
        ReadOnlySpan<double> values = genesByCells.RowValues(gene);
        double[] keys = ArrayPool<double>.Shared.Rent(values.Length);
        int[] cells = ArrayPool<int>.Shared.Rent(values.Length);
        int count = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] == 0) continue;
            keys[count] = values[i];
            cells[count++] = columns[i];
        }

        Array.Sort(keys, cells, 0, count);
        long zeros = genesByCells.Columns - count;
        Int128 ties = ((Int128)zeros * zeros * zeros) - zeros;
        for (int from = 0, to; from < count; from = to)
        {
            to = from + 1;
            while (to < count && keys[to] == keys[from]) to++;
            Int128 size = to - from;
            ties += (size * size * size) - size;
            AddRanks(result, labels, gene, cells.AsSpan(from, to - from), (2 * zeros) + from + 1 + to);
        }

        foreach (PartitionRankSums partition in result.Partitions)
        {
            long row = (long)gene * partition.Groups;
            for (int g = 0; g < partition.Groups; g++) partition.DoubledRankSums[row + g] += (partition.Sizes[g] - partition.NonZeros[row + g]) * (zeros + 1);
        }

        result.TieSums[gene] = (double)ties;
        ArrayPool<double>.Shared.Return(keys);
        ArrayPool<int>.Shared.Return(cells);
    }

    private static void AddRanks(RankSums result, int[][] labels, int gene, ReadOnlySpan<int> cells, long doubledRank)
    {
        for (int p = 0; p < labels.Length; p++)
        {
            PartitionRankSums partition = result.Partitions[p];
            int[] label = labels[p];
            int row = gene * partition.Groups;
            foreach (int cell in cells)
            {
                partition.DoubledRankSums[row + label[cell]] += doubledRank;
                partition.NonZeros[row + label[cell]]++;
            }
        }
    }
}
