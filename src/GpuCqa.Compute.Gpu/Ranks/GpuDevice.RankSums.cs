using GpuCqa.Core.Matrices;
using ILGPU.Runtime;

namespace GpuCqa.Compute.Gpu;

public sealed partial class GpuDevice
{
    /// <inheritdoc/>
    /// <remarks>Only stored values are sorted; zeros are one tie whose rank is known. Genes go to the device in batches, as many as its memory sorts at a time.</remarks>
    public override RankSums RankSums(CsrMatrix<double> genesByCells, CellPartitions partitions)
    {
        RankSums result = EmptyRankSums(genesByCells, partitions);
        int[][] labels = partitions.Labels;
        int[] groups = partitions.Groups;
        if (genesByCells.Rows == 0 || genesByCells.Columns == 0) return result;
        return Run(() =>
        {
            using GpuBuffer<int> labelOf = Sent(CellLabels(genesByCells.Columns, labels, groups));
            for (int gene = 0, last; gene < genesByCells.Rows; gene = last)
            {
                last = gene + 1;
                while (last < genesByCells.Rows && genesByCells.RowOffsets[last + 1] - genesByCells.RowOffsets[gene] <= SortedEntries / 2 && (last + 1L - gene) * groups.Sum() <= SortedEntries) last++;
                SumGenes(genesByCells, gene, last, labelOf, result);
            }

            return result;
        });
    }

    // cells x partitions, labels counted over all partitions.
    private static int[] CellLabels(int cells, int[][] labels, int[] groups)
    {
        int[] of = new int[checked(cells * labels.Length)];
        for (int p = 0, first = 0; p < labels.Length; first += groups[p++])
        {
            for (int i = 0; i < cells; i++) of[(i * labels.Length) + p] = first + labels[p][i];
        }

        return of;
    }

    private void SumGenes(CsrMatrix<double> values, int firstGene, int lastGene, GpuBuffer<int> labelOf, RankSums result)
    {
        int genes = lastGene - firstGene, labels = result.Partitions.Sum(p => p.Groups);
        long start = values.RowOffsets[firstGene];
        int[] offsets = new int[genes + 1];
        for (int g = 0; g <= genes; g++) offsets[g] = checked((int)(values.RowOffsets[firstGene + g] - start));
        int entries = offsets[^1];
        using var segments = new RankSegments(this, offsets);
        using GpuBuffer<int> unranked = Sent([int.MaxValue]), nonZeros = Zeroed<int>((long)genes * labels);
        using GpuBuffer<long> sums = Zeroed<long>((long)genes * labels), ties = Zeroed<long>((long)genes * RankSumKernels.TieColumns);
        if (entries > 0)
        {
            using GpuBuffer<double> given = Pool.Rent<double>(entries);
            given.View.CopyFromCPU(Stream, values.Values.AsSpan((int)start, entries));
            segments.Items.CopyFromCPU(Stream, values.ColumnIndices.AsSpan((int)start, entries));
            RankKernels.EntryKeys(given.View, segments, unranked.View);
            segments.Sort(SortKernels);
            RankKernels.RankSums(segments, labelOf.View, sums.View, nonZeros.View, ties.View, new RankSumShape(genes, entries, values.Columns, result.Partitions.Count, labels));
        }

        if (Fetched(unranked)[0] is var at && at != int.MaxValue) CheckRankable(values, firstGene + LastAtMost(offsets, at));
        Keep(Fetched(sums), Fetched(nonZeros), Fetched(ties), firstGene, genes, labels, result);
    }

    // The gene of an entry: empty genes have the offset of the next.
    private static int LastAtMost(int[] offsets, int entry)
    {
        int gene = 0;
        while (offsets[gene + 1] <= entry) gene++;
        return gene;
    }

    // The zeros of a gene, stored or not, share the midrank (zeros + 1) / 2.
    private static void Keep(long[] sums, int[] nonZeros, long[] ties, int firstGene, int genes, int labels, RankSums result)
    {
        for (int g = 0; g < genes; g++)
        {
            long zeros = result.Cells - ties[(RankSumKernels.TieColumns * g) + 2];
            Int128 tied = ((Int128)ties[(RankSumKernels.TieColumns * g) + 1] << 32) + ties[RankSumKernels.TieColumns * g];
            result.TieSums[firstGene + g] = (double)(tied + ((Int128)zeros * zeros * zeros) - zeros);
            int from = g * labels;
            foreach (PartitionRankSums partition in result.Partitions)
            {
                long to = (long)(firstGene + g) * partition.Groups;
                for (int k = 0; k < partition.Groups; k++, from++, to++)
                {
                    partition.NonZeros[to] = nonZeros[from];
                    partition.DoubledRankSums[to] = sums[from] + ((partition.Sizes[k] - nonZeros[from]) * (zeros + 1));
                }
            }
        }
    }
}
