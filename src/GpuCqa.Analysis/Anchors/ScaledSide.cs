using GpuCqa.Analysis.Components;
using GpuCqa.Analysis.Numerics;
using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Anchors;

/// <summary>Values of one side scaled by its own means and deviations, cell by cell dense, block by block.</summary>
/// <remarks>Seurat's ScaleData: z = min((x - mean) / sd, 10) per gene over the cells of this side (n - 1).</remarks>
internal sealed class ScaledSide
{
    private readonly ComputeDevice device;
    private readonly ExpressionTable table;
    private readonly ColumnMoments moments;
    private readonly int[] measured;
    private int[] columns;

    /// <summary>Measures the genes.</summary>
    /// <param name="device">Device to compute on.</param>
    /// <param name="table">The cells.</param>
    /// <param name="columns">The genes.</param>
    public ScaledSide(ComputeDevice device, ExpressionTable table, int[] columns)
    {
        (this.device, this.table, measured, this.columns) = (device, table, columns, columns);
        var tree = new BlockTree<ColumnMoments>((a, b) => a.Merge(b));
        foreach (CsrMatrix<double> block in table.Sweep(device, columns))
        {
            using DeviceCsr<double> values = device.Upload(block);
            tree.Add(device.ColumnMoments(values));
        }

        moments = tree.Finish();
    }

    /// <summary>Number of cells.</summary>
    public int Count => table.Count;

    /// <summary>The genes that differ between the cells of this side.</summary>
    /// <remarks>A gene of equal values has a variance of rounding error, not of 0, where it is summed.</remarks>
    public int[] Varying => [.. measured.Where((_, c) => moments.Variance(c) > 1e-12 * moments.SquareSums[c] / moments.Rows)];

    /// <summary>Takes only some of the genes from here on.</summary>
    public void Narrow(int[] kept) => columns = kept;

    /// <summary>Scaled values, cells x genes, float64, block after block.</summary>
    /// <param name="standardize">Whether each cell is then standardized over the genes: mean 0, deviation 1 (n - 1); a cell of equal values becomes zeros.</param>
    public IEnumerable<DenseMatrix<double>> Blocks(bool standardize)
    {
        int[] place = [.. columns.Select(c => Array.IndexOf(measured, c))];
        double[] means = [.. place.Select(moments.Mean)], deviations = [.. place.Select(c => Math.Sqrt(moments.Variance(c)))];
        foreach (CsrMatrix<double> values in table.Sweep(device, columns))
        {
            var block = new DenseMatrix<double>(values.Rows, columns.Length);
            CellBlocks.Run(device, block.Rows, (first, last) =>
            {
                for (int r = first; r < last; r++) Scale(values, r, means, deviations, standardize, block.Row(r));
            });
            yield return block;
        }
    }

    private static void Scale(CsrMatrix<double> values, int row, double[] means, double[] deviations, bool standardize, Span<double> scaled)
    {
        for (int i = 0; i < values.RowIndices(row).Length; i++) scaled[values.RowIndices(row)[i]] = values.RowValues(row)[i];
        for (int c = 0; c < scaled.Length; c++) scaled[c] = Math.Min(PrincipalComponents.Clip, (scaled[c] - means[c]) / deviations[c]);
        if (!standardize) return;
        double sum = 0, squares = 0;
        foreach (double x in scaled) sum += x;
        double mean = sum / scaled.Length;
        foreach (double x in scaled) squares += (x - mean) * (x - mean);
        double deviation = scaled.Length > 1 ? Math.Sqrt(squares / (scaled.Length - 1)) : 0;
        for (int c = 0; c < scaled.Length; c++) scaled[c] = deviation > 0 ? (scaled[c] - mean) / deviation : 0;
    }
}
