using GpuCqa.Analysis.Numerics;
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
    /// <param name="cells">cells x genes.</param>
    /// <param name="genes">Genes in the order of the result's columns.</param>
    /// <param name="kept">Number of kept genes.</param>
    /// <returns>cells x genes, raw values, CSR, float32.</returns>
    public static CsrMatrix<float> Of(ComputeDevice device, CellPieces cells, int[] genes, int kept)
    {
        int[] column = new int[kept];
        Array.Fill(column, -1);
        for (int i = 0; i < genes.Length; i++) column[genes[i]] = i;
        var offsets = new long[cells.Count + 1];
        CellBlocks.Run(device, cells.Count, (first, last) =>
        {
            for (int c = first; c < last; c++)
            {
                foreach (int g in cells.Genes(c)) offsets[c + 1] += column[g] >= 0 ? 1 : 0;
            }
        });
        for (int c = 0; c < cells.Count; c++) offsets[c + 1] += offsets[c];
        int entries = checked((int)offsets[^1]);
        int[] indices = new int[entries];
        float[] values = new float[entries];
        CellBlocks.Run(device, cells.Count, (first, last) =>
        {
            for (int c = first; c < last; c++)
            {
                int from = (int)offsets[c], at = from;
                ReadOnlySpan<int> own = cells.Genes(c);
                ReadOnlySpan<float> raw = cells.Values(c);
                for (int e = 0; e < own.Length; e++)
                {
                    if (column[own[e]] < 0) continue;
                    indices[at] = column[own[e]];
                    values[at++] = raw[e];
                }

                Array.Sort(indices, values, from, at - from);
            }
        });
        return new CsrMatrix<float>(cells.Count, genes.Length, offsets, indices, values);
    }

    /// <summary>Sums of raw values of every cluster of every clustering.</summary>
    /// <returns>Per clustering, clusters x genes, float64.</returns>
    public static DenseMatrix<double>[] ClusterSums(ComputeDevice device, CellPieces cells, IReadOnlyList<Clustering> clusterings, int genes)
    {
        DenseMatrix<double>[] sums = [.. clusterings.Select(c => new DenseMatrix<double>(c.Clusters, genes))];
        // A cluster's sums stay in the cache while its cells are added.
        (int Clustering, int Cluster, int[] Cells)[] tasks = [.. clusterings.SelectMany((c, r) => Members(c).Select((members, k) => (r, k, members)))];
        device.ForEach(tasks.Length, t =>
        {
            (int r, int k, int[] members) = tasks[t];
            Span<double> sum = sums[r].Row(k);
            foreach (int cell in members)
            {
                ReadOnlySpan<int> own = cells.Genes(cell);
                ReadOnlySpan<float> raw = cells.Values(cell);
                for (int e = 0; e < own.Length; e++) sum[own[e]] += raw[e];
            }
        });
        return sums;
    }

    private static int[][] Members(Clustering clustering)
    {
        var sizes = new int[clustering.Clusters];
        foreach (int k in clustering.Labels) sizes[k]++;
        int[][] members = Array.ConvertAll(sizes, n => new int[n]);
        Array.Clear(sizes);
        for (int c = 0; c < clustering.Labels.Length; c++) members[clustering.Labels[c]][sizes[clustering.Labels[c]]++] = c;
        return members;
    }
}
