using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.References;

/// <summary>Sums of the raw values of a reference's cells.</summary>
/// <remarks>Every sum is taken by one task, over cells in order: the same bits on any number of threads.</remarks>
internal static class ReferenceSums
{
    /// <summary>Sums of raw values of every cluster of every clustering.</summary>
    /// <param name="device">Its host threads.</param>
    /// <param name="blocks">cells x genes, raw values, CSR, in cell order; gone through once.</param>
    /// <param name="clusterings">Partitions of the cells.</param>
    /// <param name="genes">Genes of the blocks.</param>
    /// <returns>Per clustering, clusters x genes, float64.</returns>
    public static DenseMatrix<double>[] OfClusters(ComputeDevice device, IReadOnlyList<CsrMatrix<float>> blocks, IReadOnlyList<Clustering> clusterings, int genes)
    {
        DenseMatrix<double>[] sums = [.. clusterings.Select(c => new DenseMatrix<double>(c.Clusters, genes))];
        (int Clustering, int Cluster)[] tasks = [.. clusterings.SelectMany((c, r) => Enumerable.Range(0, c.Clusters).Select(k => (r, k)))];
        int first = 0;
        foreach (CsrMatrix<float> block in CellSweep.Of(blocks))
        {
            int[][][] members = [.. clusterings.Select(c => Members(c.Labels.AsSpan(first, block.Rows), c.Clusters))];
            // A cluster's sums stay in the cache while its cells are added.
            device.ForEach(tasks.Length, t =>
            {
                (int r, int k) = tasks[t];
                Span<double> sum = sums[r].Row(k);
                foreach (int row in members[r][k])
                {
                    ReadOnlySpan<int> own = block.RowIndices(row);
                    ReadOnlySpan<float> raw = block.RowValues(row);
                    for (int e = 0; e < own.Length; e++) sum[own[e]] += raw[e];
                }
            });
            first += block.Rows;
        }

        return sums;
    }

    private static int[][] Members(ReadOnlySpan<int> labels, int clusters)
    {
        var sizes = new int[clusters];
        foreach (int k in labels) sizes[k]++;
        int[][] members = Array.ConvertAll(sizes, n => new int[n]);
        Array.Clear(sizes);
        for (int row = 0; row < labels.Length; row++) members[labels[row]][sizes[labels[row]]++] = row;
        return members;
    }
}
