using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Markers;

/// <summary>Sums of counts per scale factor per gene and group.</summary>
internal static class ExpressionSums
{
    /// <summary>One array per partition: genes x groups, row-major, counts per scale factor.</summary>
    /// <remarks>A gene's cells are added in order within one task, so the bits do not depend on the number of threads, nor on the other partitions.</remarks>
    public static double[][] Of(ComputeDevice device, CsrMatrix<double> genesByCells, CellPartitions partitions)
    {
        double[][] sums = Array.ConvertAll(partitions.Groups, g => new double[(long)genesByCells.Rows * g]);
        int count = partitions.Count;
        int[] firstOf = new int[count];
        for (int p = 1; p < count; p++) firstOf[p] = firstOf[p - 1] + partitions.Groups[p - 1];
        int all = partitions.Groups.Sum();
        _ = partitions.ByCell;
        device.ForEach(genesByCells.Rows, gene =>
        {
            ReadOnlySpan<int> cells = genesByCells.RowIndices(gene), groups = partitions.ByCell;
            ReadOnlySpan<double> values = genesByCells.RowValues(gene);
            Span<double> of = all <= 2048 ? stackalloc double[all] : new double[all];
            of.Clear();
            for (int e = 0; e < cells.Length; e++)
            {
                ReadOnlySpan<int> row = groups.Slice(cells[e] * count, count);
                for (int p = 0; p < row.Length; p++) of[firstOf[p] + row[p]] += values[e];
            }

            for (int p = 0; p < count; p++) of.Slice(firstOf[p], partitions.Groups[p]).CopyTo(sums[p].AsSpan(gene * partitions.Groups[p]));
        });
        return sums;
    }
}
