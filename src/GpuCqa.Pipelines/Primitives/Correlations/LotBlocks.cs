using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Pipelines.Primitives;

/// <summary>Gathers the cells of each lot into blocks of a fixed size, whatever file they come from, and leaves out those beyond the limits.</summary>
/// <param name="device">Where limits are computed.</param>
/// <param name="features">Columns of the blocks.</param>
/// <param name="lots">Number of lots.</param>
/// <param name="limits">Which cells are used; null takes all.</param>
/// <param name="taken">Receives the lot, a block with at least one cell, and the total of each of its cells (none without limits).</param>
internal sealed class LotBlocks(ComputeDevice device, FeatureTable features, int lots, CellLimits? limits, Action<int, CsrMatrix<float>, double[]> taken)
{
    private const int BlockCells = 1024;

    private readonly CsrRowBuffer<float>[] open = [.. Enumerable.Range(0, lots).Select(_ => new CsrRowBuffer<float>(features.Count))];
    private readonly bool[]? marked = limits?.Mitochondrial(features);

    public void Add(int lot, ReadOnlySpan<int> indices, ReadOnlySpan<float> values, int[] shared)
    {
        open[lot].Append(indices, values, shared);
        if (open[lot].Rows == BlockCells) Flush(lot);
    }

    /// <summary>Hands out what is left.</summary>
    public void Finish()
    {
        for (int l = 0; l < open.Length; l++)
        {
            if (open[l].Rows > 0) Flush(l);
        }
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

        if (block.Rows > 0) taken(lot, block, totals);
    }

    private static CsrMatrix<float> Rows(CsrMatrix<float> block, int[] kept)
    {
        var buffer = new CsrRowBuffer<float>(block.Columns);
        foreach (int r in kept) buffer.Append(block.RowIndices(r), block.RowValues(r));
        return buffer.Take();
    }
}
