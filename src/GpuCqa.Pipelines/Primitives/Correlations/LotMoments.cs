using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Pipelines.Primitives;

/// <summary>Means and shares of columns per lot: sums of blocks, merged per lot in a fixed tree.</summary>
/// <param name="device">Where sums are made.</param>
/// <param name="map">Chosen column of each shared feature, or -1.</param>
/// <param name="columns">Chosen columns.</param>
/// <param name="lots">Number of lots.</param>
/// <param name="scaleFactor">Counts are log-normalized to this total; null takes values as they are.</param>
/// <param name="detected">Shares of cells with a value other than 0 instead of means.</param>
internal sealed class LotMoments(ComputeDevice device, int[] map, int columns, int lots, double? scaleFactor, bool detected) : ILotSummarizer
{
    private readonly BlockTree<ColumnMoments>[] trees = [.. Enumerable.Range(0, lots).Select(_ => new BlockTree<ColumnMoments>((a, b) => a.Merge(b)))];

    public void Add(int lot, CsrMatrix<float> block, double[] totals)
    {
        if (scaleFactor is { } scale)
        {
            using DeviceCsr<float> raw = device.Upload(block);
            using DeviceCsr<double> normalized = device.LogNormalize(raw, totals, scale, map, columns);
            trees[lot].Add(device.ColumnMoments(normalized));
        }
        else
        {
            var picked = new CsrRowBuffer<float>(columns);
            for (int r = 0; r < block.Rows; r++) picked.Append(block.RowIndices(r), block.RowValues(r), map);
            using DeviceCsr<float> raw = device.Upload(picked.Take());
            trees[lot].Add(device.ColumnMoments(raw));
        }
    }

    public DenseMatrix<double> Finish(long[] cells)
    {
        var values = new DenseMatrix<double>(trees.Length, columns);
        for (int l = 0; l < trees.Length; l++)
        {
            ColumnMoments moments = trees[l].Finish();
            for (int c = 0; c < columns; c++) values[l, c] = detected ? (double)moments.NonZeros[c] / moments.Rows : moments.Mean(c);
        }

        return values;
    }

    public void Dispose() { }
}
