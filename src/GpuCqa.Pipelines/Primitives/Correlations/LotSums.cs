using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Pipelines.Primitives;

/// <summary>Sums of columns per lot; a lot's cells go to the device in blocks of a fixed size, whatever file they come from.</summary>
internal sealed class LotSums(ComputeDevice device, FeatureTable features, int[] chosen, int lots, CellLimits? limits, double? scaleFactor)
{
    private const int BlockCells = 1024;

    private readonly CsrRowBuffer<float>[] open = [.. Enumerable.Range(0, lots).Select(_ => new CsrRowBuffer<float>(features.Count))];
    private readonly BlockTree<ColumnMoments>[] trees = [.. Enumerable.Range(0, lots).Select(_ => new BlockTree<ColumnMoments>((a, b) => a.Merge(b)))];
    private readonly bool[]? marked = limits?.Mitochondrial(features);
    private readonly int[] map = Map(chosen, features.Count);

    public void Add(int lot, ReadOnlySpan<int> indices, ReadOnlySpan<float> values, int[] shared)
    {
        open[lot].Append(indices, values, shared);
        if (open[lot].Rows == BlockCells) Flush(lot);
    }

    /// <summary>Sums of the chosen columns of every lot.</summary>
    public ColumnMoments[] Finish()
    {
        for (int l = 0; l < open.Length; l++)
        {
            if (open[l].Rows > 0) Flush(l);
        }

        return trees.Select(t => t.Count > 0 ? t.Finish() : ColumnMoments.Empty(chosen.Length)).ToArray();
    }

    private void Flush(int lot)
    {
        CsrMatrix<float> block = open[lot].Take();
        double[] totals = [];
        if (limits is not null)
        {
            using DeviceCsr<float> all = device.Upload(block);
            RowStatistics rows = device.RowStatistics(all, marked);
            int[] kept = Enumerable.Range(0, block.Rows).Where(r => limits.Keeps(rows.NonZeros[r], rows.Totals[r], rows.Totals[r] > 0 ? 100 * rows.MarkedTotals[r] / rows.Totals[r] : 0)).ToArray();
            totals = kept.Select(r => rows.Totals[r]).ToArray();
            if (kept.Length < block.Rows) block = Rows(block, kept);
        }

        if (block.Rows == 0) return;
        if (scaleFactor is { } scale)
        {
            using DeviceCsr<float> raw = device.Upload(block);
            using DeviceCsr<double> normalized = device.LogNormalize(raw, totals, scale, map, chosen.Length);
            trees[lot].Add(device.ColumnMoments(normalized));
        }
        else
        {
            var picked = new CsrRowBuffer<float>(chosen.Length);
            for (int r = 0; r < block.Rows; r++) picked.Append(block.RowIndices(r), block.RowValues(r), map);
            using DeviceCsr<float> raw = device.Upload(picked.Take());
            trees[lot].Add(device.ColumnMoments(raw));
        }
    }

    private static CsrMatrix<float> Rows(CsrMatrix<float> block, int[] kept)
    {
        var buffer = new CsrRowBuffer<float>(block.Columns);
        foreach (int r in kept) buffer.Append(block.RowIndices(r), block.RowValues(r));
        return buffer.Take();
    }

    private static int[] Map(int[] chosen, int features)
    {
        int[] map = new int[features];
        Array.Fill(map, -1);
        for (int i = 0; i < chosen.Length; i++) map[chosen[i]] = i;
        return map;
    }
}
