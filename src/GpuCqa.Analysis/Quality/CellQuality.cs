using GpuCqa.Compute;
using GpuCqa.Core.Matrices;

namespace GpuCqa.Analysis.Quality;

/// <summary>Per-cell measures of quality.</summary>
/// <param name="Totals">Sum of each cell's values.</param>
/// <param name="Genes">Genes with a non-zero value in each cell.</param>
/// <param name="MitoPercent">100 x share of the total in marked genes; 0 for an empty cell.</param>
public sealed record CellQuality(double[] Totals, int[] Genes, double[] MitoPercent)
{
    /// <summary>Measures all cells of some blocks.</summary>
    /// <param name="device">Device to compute on.</param>
    /// <param name="blocks">cells x genes, raw values, CSR, in cell order.</param>
    /// <param name="marked">Mitochondrial genes.</param>
    public static CellQuality Of(ComputeDevice device, IReadOnlyList<CsrMatrix<float>> blocks, bool[] marked)
    {
        int cells = blocks.Sum(b => b.Rows);
        double[] totals = new double[cells], mito = new double[cells];
        int[] genes = new int[cells];
        int first = 0;
        foreach (CsrMatrix<float> block in blocks)
        {
            using DeviceCsr<float> uploaded = device.Upload(block);
            RowStatistics rows = device.RowStatistics(uploaded, marked);
            for (int r = 0; r < block.Rows; r++)
            {
                totals[first + r] = rows.Totals[r];
                genes[first + r] = rows.NonZeros[r];
                mito[first + r] = rows.Totals[r] > 0 ? 100 * rows.MarkedTotals[r] / rows.Totals[r] : 0;
            }

            first += block.Rows;
        }

        return new CellQuality(totals, genes, mito);
    }
}
