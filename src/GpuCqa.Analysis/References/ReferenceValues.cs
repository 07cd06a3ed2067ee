using GpuCqa.Analysis.Cells;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.References;

/// <summary>What a reference keeps of its cells' raw values.</summary>
/// <remarks>Every sum is taken by one task, over cells in order: the same bits on any number of threads.</remarks>
internal static class ReferenceValues
{
    /// <summary>Raw values of some genes.</summary>
    /// <param name="device">Its host threads.</param>
    /// <param name="blocks">cells x genes, raw values, CSR, in cell order; gone through twice.</param>
    /// <param name="genes">Genes in the order of the result's columns.</param>
    /// <param name="kept">Number of kept genes.</param>
    /// <returns>cells x genes, raw values, CSR, float32.</returns>
    public static CsrMatrix<float> Of(ComputeDevice device, IReadOnlyList<CsrMatrix<float>> blocks, int[] genes, int kept)
    {
        int cells = CellSweep.Cells(blocks);
        int[] column = new int[kept];
        Array.Fill(column, -1);
        for (int i = 0; i < genes.Length; i++) column[genes[i]] = i;
        var offsets = new long[cells + 1];
        Each(device, blocks, (block, row, cell) =>
        {
            foreach (int g in block.RowIndices(row)) offsets[cell + 1] += column[g] >= 0 ? 1 : 0;
        });
        for (int c = 0; c < cells; c++) offsets[c + 1] += offsets[c];
        int entries = checked((int)offsets[^1]);
        int[] indices = new int[entries];
        float[] values = new float[entries];
        Each(device, blocks, (block, row, cell) =>
        {
            int from = (int)offsets[cell], at = from;
            ReadOnlySpan<int> own = block.RowIndices(row);
            ReadOnlySpan<float> raw = block.RowValues(row);
            for (int e = 0; e < own.Length; e++)
            {
                if (column[own[e]] < 0) continue;
                indices[at] = column[own[e]];
                values[at++] = raw[e];
            }

            Array.Sort(indices, values, from, at - from);
        });
        return new CsrMatrix<float>(cells, genes.Length, offsets, indices, values);
    }

    /// <summary>Sums of raw values of every cluster of every clustering.</summary>
    /// <param name="device">Its host threads.</param>
    /// <param name="blocks">cells x genes, raw values, CSR, in cell order; gone through once.</param>
    /// <param name="clusterings">Partitions of the cells.</param>
    /// <param name="genes">Genes of the blocks.</param>
    /// <returns>Per clustering, clusters x genes, float64.</returns>
    public static DenseMatrix<double>[] ClusterSums(ComputeDevice device, IReadOnlyList<CsrMatrix<float>> blocks, IReadOnlyList<Clustering> clusterings, int genes)
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

    private static void Each(ComputeDevice device, IReadOnlyList<CsrMatrix<float>> blocks, Action<CsrMatrix<float>, int, int> body)
    {
        int first = 0;
        foreach (CsrMatrix<float> block in CellSweep.Of(blocks))
        {
            int start = first;
            device.ForEach(block.Rows, row => body(block, row, start + row));
            first += block.Rows;
        }
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
